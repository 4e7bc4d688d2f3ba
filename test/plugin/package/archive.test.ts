import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { installPlugin, pluginVersion } from "../../../lib/plugin/package";

const root = join(__dirname, "../../..");
const ARCHIVE = join(root, "dist/plugin/objectshare.zip");

describe("The archive of the provider", () => {
  const scratch = mkdtempSync(join(tmpdir(), "archive-"));

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test("holds one program, which everybody may execute, and the licences of what is in it", () => {
    const bytes = readFileSync(ARCHIVE);
    const files = unzipSync(bytes);

    expect(Object.keys(files)).toEqual(["terraform-provider-objectshare", "LICENSES.txt"]);
    // The central directory has the attributes of each file: the mode of Unix in the upper half.
    const entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    expect((bytes.readUInt32LE(entry + 38) >>> 16).toString(8)).toBe("100755");
    expect(bytes[entry + 5]).toBe(3);

    const licenses = Buffer.from(files["LICENSES.txt"]!).toString();
    for (const name of ["@grpc/grpc-js", "@msgpack/msgpack", "@peculiar/asn1-x509", "protobufjs"]) {
      expect(licenses.includes(`\n${name} `)).toBe(true);
    }
    expect(licenses.match(/Apache License|Copyright|Permission/g)!.length).toBeGreaterThan(10);
  });

  test("has everything in the program: it starts in an empty folder", () => {
    const program = join(scratch, "terraform-provider-objectshare");
    const bytes = unzipSync(readFileSync(ARCHIVE))["terraform-provider-objectshare"]!;
    writeFileSync(program, bytes, { mode: 0o755 });

    expect(Buffer.from(bytes.subarray(0, 20)).toString()).toBe("#!/usr/bin/env node\n");
    expect(() => execFileSync(program, { stdio: "pipe" })).toThrow(/This is a plugin of Terraform/);
  });

  test("comes out the same from another build of the same sources", () => {
    const before = readFileSync(ARCHIVE);
    const copy = join(scratch, "copy");
    mkdirSync(copy);
    for (const part of ["lib", "scripts", "package.json", "tsconfig.json", "LICENSE"]) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    execFileSync("ln", ["-s", join(root, "node_modules"), join(copy, "node_modules")]);

    execFileSync(process.execPath, ["scripts/build-plugin.mjs"], {
      cwd: copy,
      env: { TZ: "Asia/Tokyo" },
    });

    expect(readFileSync(join(copy, "dist/plugin/objectshare.zip")).equals(before)).toBe(true);
  });
});

describe("The version of the provider", () => {
  const copy = mkdtempSync(join(tmpdir(), "version-"));

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test("ends in a hash of the archive: other content has another version, in development too", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      version: string;
    };
    const hash = createHash("sha256").update(readFileSync(ARCHIVE)).digest("hex").slice(0, 12);
    expect(pluginVersion()).toBe(`${version}-h${hash}`);

    cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
    copyFileSync(join(root, "package.json"), join(copy, "package.json"));
    const versionOfCopy = (): string =>
      execFileSync(process.execPath, ["-p", "require('./dist/plugin/package').pluginVersion()"], {
        cwd: copy,
        encoding: "utf8",
      }).trim();
    expect(versionOfCopy()).toBe(pluginVersion());
    writeFileSync(join(copy, "dist/plugin/objectshare.zip"), "other content");
    expect(versionOfCopy()).not.toBe(pluginVersion());
  });

  test("stands beside others in a mirror, and is put there once", () => {
    const mirror = join(copy, "mirror");
    const files = installPlugin(mirror);
    const other = join(files[0]!, "..", "terraform-provider-objectshare_0.0.1-h1_linux_amd64.zip");
    writeFileSync(other, "");

    expect(installPlugin(mirror)).toEqual(files);

    expect(readdirSync(join(other, ".."))).toHaveLength(5);
    for (const file of files) {
      expect(readFileSync(file).equals(readFileSync(ARCHIVE))).toBe(true);
    }
  });
});
