import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SOURCE } from "./address";
import { pluginVersion } from "./archive";

/** Our own entry as Terraform writes it, with the version in it. */
const ENTRY = new RegExp(
  `\\n*^provider "${SOURCE.replaceAll(".", "\\.")}" \\{\\n\\s*version\\s*=\\s*"([^"]*)"\\n[^}]*^\\}\\n`,
  "m",
);

/**
 * Drops our entry from the lock file of a folder where it is of another version. Terraform would want
 * \`init -upgrade\` otherwise, which upgrades the user's providers too; so a plain \`init\` does.
 */
export function unlockOtherVersions(folder: string): void {
  const file = join(folder, ".terraform.lock.hcl");
  if (!existsSync(file)) {
    return;
  }
  const text = readFileSync(file, "utf8");
  const entry = ENTRY.exec(text);
  if (entry !== null && entry[1] !== pluginVersion()) {
    writeFileSync(file, text.replace(entry[0], "\n"));
  }
}
