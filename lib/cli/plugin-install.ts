import { resolve } from "node:path";
import { HOST, installPlugin, PLATFORMS, pluginVersion, SOURCE } from "../plugin/package";

/**
 * `ionos-share plugin install <folder>`: for whom a `provider_installation` block keeps Terraform from looking
 * into a stack's own folder.
 *
 * @returns what to tell the user, a line each
 */
export function pluginInstall(folder: string): string[] {
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
