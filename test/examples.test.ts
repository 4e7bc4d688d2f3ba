import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerraformJson } from "./program";
import { SAMPLE_CREDENTIALS } from "./signing/requests";

const root = join(__dirname, "..");

describe("examples/share-report", () => {
  const outdir = mkdtempSync(join(tmpdir(), "example-"));

  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  /** The way of cdktf.json, less the build that `npm test` has just done. */
  function run(env: NodeJS.ProcessEnv): { status: number | null; stderr: string } {
    const config = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8")) as { app: string };
    const command = config.app.split(" && ").at(-1)!;
    return spawnSync(command, {
      cwd: root,
      shell: true,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: outdir, CDKTF_OUTDIR: join(outdir, "out"), ...env },
    });
  }

  test("makes three keys and two links of the pair in the environment", () => {
    const { status, stderr } = run({
      IONOS_S3_ACCESS_KEY: SAMPLE_CREDENTIALS.accessKeyId,
      IONOS_S3_SECRET_KEY: SAMPLE_CREDENTIALS.secretAccessKey,
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const file = join(outdir, "out/stacks/share-report/cdk.tf.json");
    const { resource, output } = JSON.parse(readFileSync(file, "utf8")) as TerraformJson;
    const keys = Object.values(resource?.["ionoscloud_s3_key"] ?? {});
    expect(keys.map(({ active }) => active)).toEqual([true, true, false]);
    expect(new Set(keys.map(({ user_id }) => user_id)).size).toBe(2);
    expect(Object.keys(output ?? {})).toEqual([
      "Hand-In_share",
      "Hand-In_url",
      "Report_share",
      "Report_url",
    ]);
  });

  test("without a pair in the environment, says in one line what to set", () => {
    const { status, stderr } = run({});

    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^signingKey: must be in the environment as IONOS_S3_ACCESS_KEY and IONOS_S3_SECRET_KEY, .*\n$/,
    );
  });
});
