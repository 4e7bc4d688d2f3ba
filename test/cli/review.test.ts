import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describeWithTerraform } from "../describe-with-terraform";
import { share } from "../program";
import { type Build, planBetween } from "../review/plan-between";

const PROGRAM = join(__dirname, "../../dist/cli/main.js");

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(input: string | Buffer, args: readonly string[] = [], env: object = {}): Run {
  return spawnSync(process.execPath, [PROGRAM, "review", ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: { PATH: process.env["PATH"], SOURCE_DATE_EPOCH: "1795330800", ...env },
  });
}

describeWithTerraform("ionos-share review of a plan that only renews", () => {
  let plan: string;

  beforeAll(() => {
    const build: Build = (stack) => void share(stack);
    plan = planBetween(
      { time: "2026-11-22T06:00:00Z", build },
      { time: "2026-11-22T12:00:00Z", build },
    );
  });

  test("says what is renewed, and exits with 0", () => {
    const { status, stdout, stderr } = run(plan);

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^Nothing to review \(1 link renewed\)\n/);
    expect(stdout).toContain("share-renewed  output.Report_share");
    expect(stdout).toContain("2026/q3.pdf");
    expect(stdout).not.toContain("X-Amz-");
  });
});
