import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithTerraform } from "../describe-with-terraform";
import { share } from "../program";
import { type Build, planBetween } from "../review/plan-between";
import { keyValues, newKey, planJson, resourceChange } from "../review/plan-json";
import { SAMPLE_CREDENTIALS } from "../signing/requests";

const PROGRAM = join(__dirname, "../../dist/cli/main.js");

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(input: string | Buffer, args: readonly string[] = [], env: object = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, "review", ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    env: { PATH: process.env["PATH"], SOURCE_DATE_EPOCH: "1795330800", ...env },
  });
  return { status, stdout, stderr };
}

const NOTHING = planJson([]);
const REVIEW = planJson([resourceChange("ionoscloud_s3_key.k", ["create"], null, ...newKey())]);
const STOP = planJson([resourceChange("ionoscloud_s3_key.k", ["delete"], keyValues(), null)]);

const ESCAPE = "\u001b";
const scratch = mkdtempSync(join(tmpdir(), "review-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A file that is there, with a text. */
function fileOf(name: string, text: string | Buffer): string {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
}

const RULES = fileOf("rules.json", '{ "noDeletesWithoutConsent": true }');

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

describe("ionos-share review", () => {
  test.each([
    ["0 where there is nothing to review", NOTHING, 0, /^Nothing to review \(no key/],
    ["2 where there is something to review", REVIEW, 2, /^Review \(1 to review\)/],
    ["3 where a rule is broken", STOP, 3, /^Stop: a rule is broken \(1 to stop\)/],
  ])("exits with %s", (_name, plan, status, text) => {
    expect(run(plan, ["--rules", RULES])).toEqual({
      status,
      stderr: "",
      stdout: expect.stringMatching(text) as unknown,
    });
  });

  test("reads a file, or standard input for - and where no file is named", () => {
    const expected = run(REVIEW);

    expect(run("", [fileOf("plan.json", REVIEW)])).toEqual(expected);
    expect(run(REVIEW, ["-"])).toEqual(expected);
  });

  test("reads what Windows PowerShell redirects", () => {
    const utf16 = Buffer.from(`\ufeff${REVIEW}`, "utf16le");

    expect(run(utf16).stdout).toBe(run(REVIEW).stdout);
    expect(run(Buffer.from(`\ufeff${REVIEW}`)).stdout).toBe(run(REVIEW).stdout);
  });

  test("says it as Markdown or JSON, also into a file", () => {
    const file = join(scratch, "review.json");

    expect(run(REVIEW, ["--format", "markdown"]).stdout).toMatch(/^### Keys and links\n/);
    expect(run(REVIEW, ["--format", "json", "--out", file])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: "",
    });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1, verdict: "review" });
  });

  test("colours what goes to a terminal, or where it is forced, and never against NO_COLOR", () => {
    expect(run(REVIEW).stdout).not.toContain(ESCAPE);
    expect(run(REVIEW, [], { FORCE_COLOR: "1" }).stdout).toContain(ESCAPE);
    expect(run(REVIEW, [], { FORCE_COLOR: "0" }).stdout).not.toContain(ESCAPE);
    expect(run(REVIEW, [], { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout).not.toContain(ESCAPE);
    expect(run(REVIEW, ["--format", "json"], { FORCE_COLOR: "1" }).stdout).not.toContain(ESCAPE);

    const file = join(scratch, "review.txt");
    run(REVIEW, ["--out", file], { FORCE_COLOR: "1" });
    expect(readFileSync(file, "utf8")).not.toContain(ESCAPE);
  });

  test("helps with its exit codes and an example", () => {
    const { status, stdout } = run("", ["--help"]);

    expect(status).toBe(0);
    expect(stdout).toMatch(/Exit codes: 0 nothing to review, 1 error, 2 review, 3 stop/);
    expect(stdout).toMatch(/Example:\n {2}\$ .*ionos-share review/);
  });

  test("is done quietly where nobody reads on", async () => {
    const child = spawn(process.execPath, [PROGRAM, "review"], { stdio: "pipe" });
    child.stdout.destroy();
    child.stdin.end(REVIEW);
    let errors = "";
    child.stderr.on("data", (data) => (errors += String(data)));

    const status = await new Promise((resolve) => child.on("close", resolve));

    expect({ status, errors }).toEqual({ status: 2, errors: "" });
  });
});

describe("ionos-share review refuses, in one line and with 1,", () => {
  const missing = join(scratch, "missing");
  const secret = SAMPLE_CREDENTIALS.secretAccessKey;

  test.each<[string, string, string[], object, string]>([
    [
      "what is no plan",
      `Terraform will perform ${secret}`,
      [],
      {},
      'plan: must be what "terraform show -json <plan file>" prints, got text that is no JSON',
    ],
    [
      "a plan that breaks off",
      STOP.slice(0, 900),
      [],
      {},
      'plan: must be what "terraform show -json <plan file>" prints, got JSON that breaks off after 900 characters',
    ],
    [
      "nothing at all",
      "",
      [],
      {},
      'plan: must be what "terraform show -json <plan file>" prints, got nothing',
    ],
    [
      "a file that is not there",
      "",
      [missing],
      {},
      `plan: must be a file that can be read, got ${JSON.stringify(missing)} (ENOENT)`,
    ],
    [
      "a folder",
      "",
      [scratch],
      {},
      `plan: must be a file that can be read, got ${JSON.stringify(scratch)} (EISDIR)`,
    ],
    [
      "rules that are not there",
      REVIEW,
      ["--rules", missing],
      {},
      `rules: must be a file that can be read, got ${JSON.stringify(missing)} (ENOENT)`,
    ],
    [
      "bad rules",
      REVIEW,
      ["--rules", fileOf("bad.json", '{ "noAdminKeys": "yes" }')],
      {},
      'noAdminKeys: must be true or false, got "yes"',
    ],
    [
      "a place that cannot be written",
      REVIEW,
      ["--out", scratch],
      {},
      `out: must be a file that can be written, got ${JSON.stringify(scratch)} (EISDIR)`,
    ],
    [
      "a clock that is none",
      REVIEW,
      [],
      { SOURCE_DATE_EPOCH: "noon" },
      'SOURCE_DATE_EPOCH: must be a whole number of seconds since 1970, got "noon"',
    ],
  ])("%s", (_name, input, args, env, message) => {
    const { status, stdout, stderr } = run(input, args, env);

    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: `${message}\n` });
  });

  test("a format that it does not have", () => {
    expect(run(REVIEW, ["--format", "pdf"])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^error: option '--format <format>' argument 'pdf' is invalid/,
      ) as unknown,
    });
  });
});

test("ionos-share review takes a plan of 50 MB", () => {
  const changes = Array.from({ length: 30_000 }, (_, i) => ({
    ...resourceChange(
      `terraform_data.r${i}`,
      ["update"],
      { input: "x".repeat(700) },
      {
        input: "y".repeat(700),
      },
    ),
  }));
  const plan = planJson([
    ...changes,
    resourceChange("ionoscloud_s3_key.k", ["create"], null, ...newKey()),
  ]);
  expect(plan.length).toBeGreaterThan(50_000_000);

  expect(run(plan)).toMatchObject({
    status: 2,
    stderr: "",
    stdout: expect.stringContaining("key-created  ionoscloud_s3_key.k") as unknown,
  });
  expect(run(plan.slice(0, -3))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /^plan: must be .*, got JSON that breaks off after \d+ characters\n$/,
    ) as unknown,
  });
});
