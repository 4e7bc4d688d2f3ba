#!/usr/bin/env node
import { Command } from "commander";
import { defineOutputs } from "./outputs-command";
import { definePlugin } from "./plugin-command";
import { defineRedact } from "./redact-command";

/**
 * `ionos-share`: the command line. Each command has a file of its own, which parses its arguments, prints, and sets
 * the exit code; what it throws is for the user, in one line.
 */
const program = new Command("ionos-share")
  .description("Links to objects, on the command line.")
  .showHelpAfterError("(add --help for help)");
defineOutputs(program);
definePlugin(program);
defineRedact(program);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Nobody reads on, as behind `| head`.
  if (error.code !== "EPIPE") {
    throw error;
  }
});

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
