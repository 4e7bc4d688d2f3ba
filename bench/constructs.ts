import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./measure";
import { table, verdict } from "./table";

const SIZES = [1000, 2000, 5000, 10_000] as const;
const LARGEST = SIZES[SIZES.length - 1] as number;
const ROUNDS = 3;
const KINDS = ["shares", "outputs"] as const;

type Kind = (typeof KINDS)[number];

/**
 * Compares a stack of `PresignedUrl` with one of the same outputs, two for each share, made by
 * hand.
 */
export function benchConstructs(): void {
  const directory = mkdtempSync(join(tmpdir(), "bench-constructs-"));
  try {
    const values = join(directory, "values");
    run("shares", LARGEST, values);
    const file = join(values, "stacks", "bench", "cdk.tf.json");
    const measured = SIZES.map((size) => ({ size, ...measure(size, directory, file) }));
    report(measured);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * @returns for each kind, the median of the milliseconds from the first construct to the end of
 * synth
 */
function measure(size: number, directory: string, values: string): Record<Kind, number> {
  const samples: Record<Kind, number[]> = { shares: [], outputs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of KINDS) {
      const outdir = join(directory, "run");
      samples[kind].push(run(kind, size, outdir, values));
      rmSync(outdir, { recursive: true });
    }
  }
  return { shares: median(samples.shares), outputs: median(samples.outputs) };
}

/**
 * Each measurement has a process of its own: a heap that an earlier one has grown would slow it
 * down.
 */
function run(kind: Kind, size: number, outdir: string, ...values: readonly string[]): number {
  // What Node was started with is passed on, as tsx has put itself there.
  const args = [join(__dirname, "constructs-run.ts"), kind, String(size), outdir, ...values];
  const line = execFileSync(process.execPath, [...process.execArgv, ...args], {
    encoding: "utf8",
  });
  return (JSON.parse(line) as { readonly milliseconds: number }).milliseconds;
}

function report(measured: readonly ({ readonly size: number } & Record<Kind, number>)[]): void {
  console.log("\nConstruct and synth: one PresignedUrl for each share, or its two outputs alone\n");
  const [smallest] = measured;
  const rows = measured.map(({ size, shares, outputs }) => [
    size.toLocaleString("en"),
    shares.toFixed(0),
    outputs.toFixed(0),
    (shares / outputs).toFixed(2),
    ((shares / size) * 1000).toFixed(0),
    (shares / size / ((smallest?.shares ?? NaN) / (smallest?.size ?? NaN))).toFixed(2),
  ]);
  const head = ["shares", "shares, ms", "outputs, ms", "ratio", "µs for a share", "x the first"];
  console.log(table(head, rows));

  const largest = measured.at(-1);
  const ratio = (largest?.shares ?? NaN) / (largest?.outputs ?? NaN);
  const aims = { what: "the bare outputs", bound: 1.5, is: "most" } as const;
  console.log(`\n${verdict(aims, ratio)}`);
}
