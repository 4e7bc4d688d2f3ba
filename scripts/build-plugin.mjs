/**
 * Builds the Terraform provider: one self-contained program, and the archive that Terraform installs it from.
 *
 * The same sources give the same bytes, wherever and whenever they are built: the provider's version is a hash
 * of the archive.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { strToU8, zipSync } from "fflate";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const PROGRAM = "terraform-provider-objectshare";
const ARCHIVE = join(root, "dist/plugin/objectshare.zip");

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["lib/plugin/objectshare/main.ts"],
  bundle: true,
  platform: "node",
  target: "node20.9",
  minify: true,
  legalComments: "none",
  banner: { js: "#!/usr/bin/env node" },
  // grpc-js loads it only for services that nobody asks for here.
  external: ["@grpc/proto-loader"],
  metafile: true,
  write: false,
});

const file = (content, permissions) => [
  content,
  // Unix, so that the permissions count; the oldest date that an archive can say.
  { os: 3, attrs: (0o100000 | permissions) << 16, mtime: new Date(1980, 0, 1), level: 9 },
];
mkdirSync(dirname(ARCHIVE), { recursive: true });
writeFileSync(
  ARCHIVE,
  zipSync({
    [PROGRAM]: file(outputFiles[0].contents, 0o755),
    "LICENSES.txt": file(strToU8(licenses(Object.keys(metafile.inputs))), 0o644),
  }),
);

/** The licences of all packages that the program holds parts of, this one first. */
function licenses(inputs) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []),
  );
  return ["", ...[...folders].sort()]
    .map((folder) => {
      const path = join(root, folder);
      const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
      const license = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        license && existsSync(join(path, license)) ? readFileSync(join(path, license), "utf8") : "";
      return `${name}${folder && ` ${version}`}\n\n${text.trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
