import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as main from "../lib";
import * as signing from "../lib/signing";

const root = join(__dirname, "..");

test("the public names are these", () => {
  expect(Object.keys(main).sort()).toEqual([
    "Bucket",
    "Duration",
    "IonoscloudProvider",
    "KeyScope",
    "KeyStatus",
    "ObjectStorageKey",
    "ObjectStorageUser",
    "PresignedUrl",
    "Region",
    "SigningKey",
  ]);
  expect(Object.keys(signing).sort()).toEqual(["SigningError", "fingerprint", "presign"]);
});

describe("the packed package", () => {
  const app = mkdtempSync(join(tmpdir(), "package-"));
  const modules = join(app, "node_modules");
  const installed = join(modules, "cdktf-ionos-object-storage");

  beforeAll(() => {
    mkdirSync(installed, { recursive: true });
    // `npm test` has just built it; the pack's own build would pull dist/ away from under other tests.
    const packed = npm("pack", "--ignore-scripts", "--json", "--pack-destination", app);
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    execFileSync("tar", ["xzf", join(app, filename), "-C", installed, "--strip-components=1"]);
    for (const peer of ["cdktf", "constructs", "commander", "@types"]) {
      symlinkSync(join(root, "node_modules", peer), join(modules, peer));
    }
  });

  afterAll(() => rmSync(app, { recursive: true, force: true }));

  function npm(...args: string[]): string {
    return execFileSync("npm", args, {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  }

  function node(...args: string[]): string {
    return execFileSync(process.execPath, args, {
      cwd: app,
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  }

  test("holds what is built, and neither sources nor tests", () => {
    const files = execFileSync("find", [".", "-type", "f"], { cwd: installed, encoding: "utf8" });
    const others = files.split("\n").filter((file) => !/^\.\/dist\/.*\.(js|d\.ts)$/.test(file));

    expect(others.filter(Boolean).sort()).toEqual([
      "./CHANGELOG.md",
      "./LICENSE",
      "./README.md",
      "./dist/plugin/objectshare.zip",
      "./package.json",
    ]);
    // What only the plugin needs is in its archive, not among what users load.
    expect(files).not.toMatch(/dist\/plugin\/(protocol|objectshare\/)/);
  });

  test("has the command ionos-share, and a plugin that it can install", () => {
    const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    const program = join(installed, bin["ionos-share"]!);

    expect(node(program, "plugin", "install", join(app, "mirror"))).toContain("objectshare");
  });

  test("is required and imported by both entries", () => {
    expect(node("-p", "Object.keys(require('cdktf-ionos-object-storage')).length")).toBe("10");
    expect(
      node(
        "--input-type=module",
        "-e",
        `import { presign } from "cdktf-ionos-object-storage/signing";
         import { PresignedUrl } from "cdktf-ionos-object-storage";
         console.log(typeof presign, typeof PresignedUrl);`,
      ),
    ).toBe("function function");
  });

  test("keeps everything else to itself", () => {
    expect(() => node("-e", "require('cdktf-ionos-object-storage/dist/keys')")).toThrow(
      /ERR_PACKAGE_PATH_NOT_EXPORTED/,
    );
  });

  test("signs without loading cdktf or constructs", () => {
    const loaded = node(
      "-p",
      `require('cdktf-ionos-object-storage/signing');
       Object.keys(require.cache).filter((file) => !file.includes('cdktf-ionos-object-storage')).join()`,
    );

    expect(loaded).toBe("");
  });

  test("lets the README's program type check, in every way of resolving modules", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const program = /```ts\n(.*?)```/s.exec(readme)![1]!;
    expect(program).toContain("app.synth()");
    writeFileSync(
      join(app, "main.ts"),
      `${program}
       import { presign, type PresignRequest } from "cdktf-ionos-object-storage/signing";
       export const sign: (request: PresignRequest) => string = presign;`,
    );
    const tsc = join(root, "node_modules/typescript/bin/tsc");

    for (const resolution of [
      ["--module", "node16"],
      // As `cdktf init` sets a project up: modules are resolved as before `exports`.
      ["--module", "commonjs", "--moduleResolution", "node10"],
      ["--module", "esnext", "--moduleResolution", "bundler"],
    ]) {
      node(
        tsc,
        "--noEmit",
        "--strict",
        "--target",
        "es2022",
        "--types",
        "node",
        "--skipLibCheck",
        ...resolution,
        "main.ts",
      );
    }
  });
});
