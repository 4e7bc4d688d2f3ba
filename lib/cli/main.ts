#!/usr/bin/env node
import { Command } from "commander";
import { pluginInstall } from "./plugin-install";

/** `ionos-share`: the command line. It parses, prints and sets the exit code; each command has its file. */
function program(): Command {
  const share = new Command("ionos-share").description("Links to objects, on the command line.");
  share.showHelpAfterError("(add --help for help)");
  const plugin = share
    .command("plugin")
    .description("the Terraform provider that signs at apply time");
  plugin
    .command("install")
    .description("put the provider into a folder that Terraform installs providers from")
    .argument("<folder>", "the folder of a filesystem_mirror; made if it is not there")
    .addHelpText("after", "\nExample:\n  $ ionos-share plugin install /opt/terraform/providers")
    .action((folder: string) => print(pluginInstall(folder)));
  return share;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

try {
  program().parse();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
