/** One way to do a piece of work, and the work laid out for it. */
export interface Contender {
  readonly name: string;

  /** The result for the first item, to be checked before anything is measured. */
  readonly first: () => string | Promise<string>;

  /** Does the whole work once. */
  readonly pass: () => void | Promise<void>;

  /** How many items one pass does. */
  readonly operations: number;
}

/** How long a comparison takes: about (warmUpMs + rounds * turnMs) for each contender. */
export interface Bounds {
  readonly warmUpMs: number;
  readonly rounds: number;
  readonly turnMs: number;
}

/** Written by every operation, so that no work is optimised away. */
const sink = { bits: 0 };

/** A contender that answers at once. */
export function syncContender<T>(
  name: string,
  items: readonly T[],
  operation: (item: T) => string,
): Contender {
  return {
    name,
    operations: items.length,
    first: () => operation(firstOf(items)),
    pass: () => {
      for (const item of items) {
        consume(operation(item));
      }
    },
  };
}

/**
 * A contender that answers with promises, in both ways to use it: each item awaited before the next
 * is begun, and all begun at once, which is faster where work is done on other threads or waiting
 * can overlap.
 */
export function asyncContenders<T>(
  name: string,
  items: readonly T[],
  operation: (item: T) => Promise<string>,
): [oneByOne: Contender, atOnce: Contender] {
  const operations = items.length;
  const first = (): Promise<string> => operation(firstOf(items));
  const oneByOne = async (): Promise<void> => {
    for (const item of items) {
      consume(await operation(item));
    }
  };
  const atOnce = async (): Promise<void> => {
    (await Promise.all(items.map(operation))).forEach(consume);
  };
  return [
    { name, operations, first, pass: oneByOne },
    { name: `${name}, Promise.all`, operations, first, pass: atOnce },
  ];
}

/**
 * Measures contenders side by side.
 *
 * They take turns within each round, so that the noise of the machine hits all alike. Every other
 * round goes backwards, so that nobody always cleans up the garbage of the same neighbour.
 *
 * @returns by name, the median of the seconds that one operation takes
 */
export async function compare(
  contenders: readonly Contender[],
  { warmUpMs, rounds, turnMs }: Bounds,
): Promise<Map<string, number>> {
  const samples = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (const contender of contenders) {
    await secondsPerOperation(contender, warmUpMs);
  }
  for (let round = 0; round < rounds; round++) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
      samples.get(contender.name)?.push(await secondsPerOperation(contender, turnMs));
    }
  }
  return new Map([...samples].map(([name, values]) => [name, median(values)]));
}

/** The middle of some figures: one slow outlier does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** Repeats whole passes until the turn is over; there is always at least one. */
async function secondsPerOperation(contender: Contender, turnMs: number): Promise<number> {
  let passes = 0;
  const start = performance.now();
  let elapsed: number;
  do {
    const pending = contender.pass();
    if (pending !== undefined) {
      await pending;
    }
    passes++;
    elapsed = performance.now() - start;
  } while (elapsed < turnMs);
  return elapsed / 1000 / (passes * contender.operations);
}

/** Reads a text, as its user would: V8 puts off the work of joining pieces until a text is read. */
function consume(text: string): void {
  sink.bits ^= text.charCodeAt(text.length - 1);
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) {
    throw new Error("a contender must have work, got none");
  }
  return first;
}
