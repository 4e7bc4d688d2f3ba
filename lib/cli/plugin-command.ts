import { resolve } from "node:path";
import type { Command } from "commander";
import { HOST, installPlugin, PLATFORMS, pluginVersion, SOURCE } from "../plugin/package";

/** `ionos-share plugin …`: the provider that signs at apply. */
export function definePlugin(program: Command): void {
  program
    .command("plugin")
    .description("the Terraform provider that signs at apply time")
    .command("install")
    .description("put the provider into a folder that Terraform installs providers from")
    .argument("<folder>", "the folder of a filesystem_mirror; made if it is not there")
    .addHelpText("after", "\nExample:\n  $ ionos-share plugin install /opt/terraform/providers")
    .action((folder: string) => {
      process.stdout.write(`${installInto(folder).join("\n")}\n`);
    });
}

/**
 * For whom a `provider_installation` block keeps Terraform from looking
 * into a stack's own folder.
 *
 * @returns what to tell the user, a line each
 */
function installInto(folder: string): string[] {
  const mirror = resolve(folder);
  try {
    installPlugin(mirror);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" || code === "ENOTDIR" ? ", where a file is" : ` (${code})`;
    throw new Error(
      `folder: must be a folder that can be written, got ${JSON.stringify(folder)}${why}`,
      {
        cause: error,
      },
    );
  }
  return [
    `Installed the provider ${SOURCE} ${pluginVersion()}`,
    `for ${PLATFORMS.join(", ")} in ${mirror}.`,
    "",
    "Terraform finds it there with this in the provider_installation block of its CLI configuration:",
    "",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(mirror)}`,
    `    include = ["${HOST}/*/*"]`,
    "  }",
    "",
    `A direct block beside it needs exclude = ["${HOST}/*/*"].`,
  ];
}
