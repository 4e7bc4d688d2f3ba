import { fstatSync } from "node:fs";
import { Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { LONGEST_BEGINNING, Redactor, requireReadable } from "../redact";

/** `ionos-share redact`: a filter that makes texts safe to show. */
export function defineRedact(program: Command): void {
  program
    .command("redact")
    .description("replace signatures, session tokens and IONOS secret keys by marks")
    .addHelpText(
      "after",
      `
Reads standard input and writes to standard output, line by line as it comes. Addresses, objects,
times and access keys stay; the same secret has the same mark, such as redacted:1a2b3c4d.

Example:
  $ terraform show -json plan | ionos-share redact > plan.json`,
    )
    .action(async () => {
      // Node would take it for an empty input.
      if (fstatSync(process.stdin.fd).isDirectory()) {
        throw new Error("input: must be a file or a pipe, got a folder");
      }
      try {
        // The standard output may be a socket that others write to after this: to end it would end it for them.
        await pipeline(process.stdin, new RedactStream(), process.stdout, { end: false });
      } catch (error) {
        // Nobody reads on, as behind `| head`.
        if ((error as NodeJS.ErrnoException).code !== "EPIPE") {
          throw explain(error);
        }
      }
    });
}

/** The redactor between two streams of bytes. */
class RedactStream extends Transform {
  private readonly redactor = new Redactor();
  private beginning = "";

  public override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    const text = chunk.toString("latin1");
    try {
      if (this.beginning.length < LONGEST_BEGINNING) {
        this.beginning += text.slice(0, LONGEST_BEGINNING);
        requireReadable(this.beginning);
      }
      done(null, Buffer.from(this.redactor.push(text), "latin1"));
    } catch (error) {
      done(error as Error);
    }
  }

  public override _flush(done: TransformCallback): void {
    done(null, Buffer.from(this.redactor.end(), "latin1"));
  }
}

function explain(error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === "read" && code !== undefined
    ? new Error(`input: must be readable, got ${code}`, { cause: error })
    : error;
}
