#!/usr/bin/env node
import { Command } from "commander";
import { defineOutputs } from "./outputs-command";
import { definePlugin } from "./plugin-command";
import { defineRedact } from "./redact-command";
import { defineReview } from "./review-command";

/**
 * `ionos-share`: the command line. Each command has a file of its own, which parses its arguments, prints, and sets
 * the exit code; what it throws is for the user, in one line.
 */
const program = new Command("ionos-share")
  .description("Links to objects, on the command line.")
  .showHelpAfterError("(add --help for help)");
defineReview(program);
defineRedact(program);
defineOutputs(program);
definePlugin(program);

// Who pipes into `head` wants no more of it, and no error either.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    fail(error);
  }
});

program.parseAsync().catch(fail);

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
