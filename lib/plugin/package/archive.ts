import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { HOST, LOCAL_NAME, SOURCE } from "./address";

/**
 * Where the provider runs, by Terraform's names. One program serves all: the archives differ in nothing but
 * their names, so that a lock file made on one machine holds on all.
 */
export const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"] as const;

/** The root of the package, both from `lib/` and from `dist/`. */
const ROOT = join(__dirname, "../../..");
const HASH_DIGITS = 12;

interface Archive {
  readonly bytes: Buffer;
  readonly version: string;
}

let archive: Archive | undefined;

/**
 * Reads the archive once, and only where it is needed.
 *
 * Its version ends in a hash of it, in development too: Terraform refuses every command where another content
 * comes under a version that it has locked.
 */
function readArchive(): Archive {
  if (archive === undefined) {
    const bytes = readFileSync(join(ROOT, "dist/plugin/objectshare.zip"));
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      version: string;
    };
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, HASH_DIGITS);
    archive = { bytes, version: `${version}-h${hash}` };
  }
  return archive;
}

/** The version of the provider, such as `0.1.0-h4f0c2ab19d3e`. */
export function pluginVersion(): string {
  return readArchive().version;
}

/**
 * Puts the provider into a folder that Terraform installs from, such as `terraform.d/plugins` or a filesystem
 * mirror. Archives of other versions stay.
 *
 * @returns the archives, as they are now in the folder
 */
export function installPlugin(mirror: string): string[] {
  const { bytes, version } = readArchive();
  const folder = join(mirror, SOURCE);
  mkdirSync(folder, { recursive: true });
  return PLATFORMS.map((platform) => {
    const file = join(folder, `terraform-provider-${LOCAL_NAME}_${version}_${platform}.zip`);
    // What is there is whole and the same: it came by a rename, and its name has its hash.
    if (!existsSync(file)) {
      const unfinished = `${file}.${process.pid}`;
      writeFileSync(unfinished, bytes);
      renameSync(unfinished, file);
    }
    return file;
  });
}

/** Removes the provider from such a folder, all versions but for the archives named. */
export function removePlugin(mirror: string, except: readonly string[] = []): void {
  const folder = join(mirror, SOURCE);
  if (except.length === 0) {
    rmSync(join(mirror, HOST), { recursive: true, force: true });
    return;
  }
  for (const entry of readdirSync(folder)) {
    const file = join(folder, entry);
    if (!except.includes(file)) {
      rmSync(file, { recursive: true });
    }
  }
}
