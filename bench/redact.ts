import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { presign } from "cdktf-ionos-object-storage/signing";
import { median } from "./measure";
import { table } from "./table";
import { PLAIN } from "./workload";

const BYTES = 50_000_000;
const LINES_FOR_A_LINK = 10;
const ROUNDS = 5;
const PROGRAM = join(__dirname, "../dist/cli/main.js");

/** What takes the log from its standard input. */
type Filter = readonly [command: string, ...args: string[]];

/** The expression that somebody would write who knows of the signature alone. */
const SED: Filter = ["sed", "s/X-Amz-Signature=[0-9a-f]*/X-Amz-Signature=redacted/g"];
const REDACT: Filter = [process.execPath, PROGRAM, "redact"];

/** Compares `ionos-share redact` with what one would use instead, which finds less. */
export function benchRedact(): void {
  const directory = mkdtempSync(join(tmpdir(), "bench-redact-"));
  try {
    const log = join(directory, "log");
    const empty = join(directory, "empty");
    writeFileSync(log, makeLog());
    writeFileSync(empty, "");
    check(log);
    report(log, empty);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A log in which one line of ten has a link, with a signature of its own. */
function makeLog(): string {
  const urls = PLAIN.map(presign);
  let text = "";
  for (let i = 0; text.length < BYTES; i++) {
    text +=
      i % LINES_FOR_A_LINK === 0
        ? `2026-11-22T07:00:00Z INFO  handed on ${urls[(i / LINES_FOR_A_LINK) % urls.length]}\n`
        : `2026-11-22T07:00:00Z INFO  ionoscloud_server.web[${i}]: Still creating... [${i}s elapsed]\n`;
  }
  return text;
}

/** What is measured must have been done. */
function check(log: string): void {
  const shown = execFileSync(REDACT[0], REDACT.slice(1), {
    input: readFileSync(log),
    maxBuffer: 2 * BYTES,
    encoding: "latin1",
  });
  if (/Signature=[0-9a-f]{64}/.test(shown) || !shown.includes("Signature=redacted:")) {
    throw new Error("redact: must leave no signature, got one");
  }
}

/** Side by side, so that the noise of the machine hits all alike. */
function report(log: string, empty: string): void {
  const runs: Readonly<Record<string, () => number>> = {
    "sed, in bytes (LC_ALL=C)": () => run(SED, log, { LC_ALL: "C" }),
    "sed, in UTF-8": () => run(SED, log, { LC_ALL: "C.UTF-8" }),
    "ionos-share redact": () => run(REDACT, log),
    "its start, on an empty log": () => run(REDACT, empty),
  };
  const samples = Object.entries(runs).map(([name, measure]) => ({
    name,
    measure,
    ms: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round++) {
    samples.forEach(({ measure, ms }) => ms.push(measure()));
  }
  const measured = samples.map(({ name, ms }) => ({ name, ms: median(ms) }));
  const [sed = NaN] = measured.map(({ ms }) => ms);
  console.log(
    `\nRedact: a log of ${BYTES / 1e6} MB, one line of ${LINES_FOR_A_LINK} with a link\n`,
  );
  console.log(
    table(
      ["", "ms", "MB/s", "x sed"],
      measured.map(({ name, ms }, i) => [
        name,
        ms.toFixed(0),
        i === measured.length - 1 ? "" : (BYTES / 1e3 / ms).toFixed(0),
        (ms / sed).toFixed(2),
      ]),
    ),
  );
}

/** @returns milliseconds from the start of the process to its end */
function run([command, ...args]: Filter, file: string, env: NodeJS.ProcessEnv = {}): number {
  const input = openSync(file, "r");
  try {
    const begin = performance.now();
    execFileSync(command, args, {
      stdio: [input, "ignore", "inherit"],
      env: { ...process.env, ...env },
    });
    return performance.now() - begin;
  } finally {
    closeSync(input);
  }
}
