import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pluginVersion } from "../../lib/plugin/package";

const PROGRAM = join(__dirname, "../../dist/cli/main.js");

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" });
}

describe("ionos-share plugin install", () => {
  const scratch = mkdtempSync(join(tmpdir(), "cli-"));

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test("puts the plugin into a folder, also a new one, and says what to configure", () => {
    const folder = join(scratch, "new/mirror");

    const { status, stdout, stderr } = run("plugin", "install", folder);

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(pluginVersion());
    expect(stdout).toContain(`path    = "${folder}"`);
    expect(
      existsSync(
        join(
          folder,
          "cdktf-ionos-object-storage.invalid/local/objectshare",
          `terraform-provider-objectshare_${pluginVersion()}_darwin_arm64.zip`,
        ),
      ),
    ).toBe(true);
  });

  test("refuses a file in one line", () => {
    const file = join(scratch, "file");
    writeFileSync(file, "");

    for (const folder of [file, join(file, "below")]) {
      expect(run("plugin", "install", folder)).toMatchObject({
        status: 1,
        stdout: "",
        stderr: `folder: must be a folder that can be written, got ${JSON.stringify(folder)}, where a file is\n`,
      });
    }
  });

  test("asks for the folder where it is missing, and helps with an example", () => {
    expect(run("plugin", "install")).toMatchObject({
      status: 1,
      stderr: "error: missing required argument 'folder'\n(add --help for help)\n",
    });
    expect(run("plugin", "install", "--help").stdout).toMatch(
      /Example:\n {2}\$ ionos-share plugin/,
    );
  });
});
