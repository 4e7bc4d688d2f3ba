import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import {
  describeEnd,
  type Format,
  type FormatName,
  FORMATS,
  type Link,
  parseDuration,
  readLinks,
  secondsLeft,
} from "../handover";
import { now } from "./clock";
import { writePrivately } from "./private-file";

const STANDARD_INPUT = 0;
const EXIT_EXPIRES = 2;
const FAIL_IF = "--fail-if-expires-within";

interface Options {
  readonly format: FormatName;
  readonly failIfExpiresWithin?: string;
  readonly out?: string;
}

/** `ionos-share outputs`: tells of the links of a stack, and hands them on. */
export function defineOutputs(program: Command): void {
  program
    .command("outputs")
    .description("tell of the links in a stack's outputs, or hand them on")
    .argument(
      "[outputs]",
      'what "terraform output -json" or cdktf writes; - for standard input',
      "-",
    )
    .addOption(
      new Option("--format <format>", "how").choices(Object.keys(FORMATS)).default("table"),
    )
    .option(`${FAIL_IF} <time>`, "exit with 2 where a link has less to live, such as 2h")
    .option("--out <file>", "write into a file that only you may read")
    .addHelpText(
      "after",
      `
Safe to show are table, json and markdown. The links themselves are in dotenv, github, gitlab,
azure and curl; github masks the signatures and appends to the file of --out.

Example:
  $ terraform output -json | ionos-share outputs --fail-if-expires-within 2h`,
    )
    .action((file: string, options: Options) => {
      const within =
        options.failIfExpiresWithin === undefined
          ? undefined
          : parseDuration(FAIL_IF, options.failIfExpiresWithin);
      const format: Format = FORMATS[options.format];
      const links = readLinks(read(file));
      const time = now();
      write(options, format, { text: format.render(links, time), links });
      if (format.handsOver) {
        warnOfDead(links, time);
      }
      if (within !== undefined) {
        failIfExpiring(links, time, within, options.failIfExpiresWithin as string);
      }
    });
}

function read(file: string): string {
  try {
    return readFileSync(file === "-" ? STANDARD_INPUT : file, "utf8");
  } catch (error) {
    const what = file === "-" ? "standard input" : JSON.stringify(file);
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new Error(`outputs: must be a file that can be read, got ${what} (${code})`, {
      cause: error,
    });
  }
}

function write(
  { format: name, out }: Options,
  { commands }: Format,
  { text, links }: { readonly text: string; readonly links: readonly Link[] },
): void {
  if (commands === undefined) {
    if (out === undefined) {
      process.stdout.write(text);
    } else {
      writePrivately(out, text);
    }
    return;
  }
  if (out === undefined) {
    throw new Error(
      `--out: must be given with --format ${name}, as "$GITHUB_ENV" or "$GITHUB_OUTPUT", got nothing`,
    );
  }
  // First: what is masked cannot be shown by what comes after.
  process.stdout.write(commands(links));
  writePrivately(out, text, true);
}

function warnOfDead(links: readonly Link[], time: number): void {
  for (const link of links.filter((link) => secondsLeft(link, time) <= 0)) {
    process.stderr.write(`${link.label}: has ended at ${link.share.expires_at}\n`);
  }
}

function failIfExpiring(links: readonly Link[], time: number, within: number, asked: string): void {
  for (const link of links.filter((link) => secondsLeft(link, time) < within)) {
    process.stderr.write(
      `${link.label}: must not end within ${asked}, got ${link.share.expires_at}, ${describeEnd(link, time)}\n`,
    );
    process.exitCode = EXIT_EXPIRES;
  }
}
