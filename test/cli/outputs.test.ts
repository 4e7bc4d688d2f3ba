import { execFile, spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { TerraformStack } from "cdktf";
import { Duration, Region } from "../../lib";
import { share, testApp, testBucket } from "../program";
import { signatureOf } from "../redact/samples";
import { type S3Server, startS3Server } from "../sandbox/s3-server";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import { terraformOutputs } from "../handover/outputs";

const PROGRAM = join(__dirname, "../../dist/cli/main.js");
const scratch = mkdtempSync(join(tmpdir(), "outputs-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(args: readonly string[], input?: string): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [PROGRAM, "outputs", ...args], { encoding: "utf8", input });
}

/** Links that are alive, signed now for hours each by the name of their output. */
function outputsOf(hours: Readonly<Record<string, number>>, endpoint?: string): string {
  const stack = new TerraformStack(testApp(new Date().toISOString()), "sharing");
  const region = endpoint
    ? Region.of({ name: "eu-central-3", endpoint, ownership: "user-owned" })
    : Region.EU_CENTRAL_3;
  for (const [id, amount] of Object.entries(hours)) {
    const isUpload = id.startsWith("Upload");
    share(stack, id, {
      bucket: testBucket({ region }),
      objectKey: "2026/it's $(q3) `x` %ü &[1-9].csv",
      expiresIn: Duration.hours(amount),
      renewEvery: Duration.seconds(1),
      ...(isUpload && { method: "PUT", contentType: "text/csv; a='b c'" }),
    });
  }
  return JSON.stringify(terraformOutputs(stack));
}

const urlOf = (outputs: string, name = "Report_url"): string =>
  (JSON.parse(outputs) as Record<string, { value: string }>)[name]!.value;

const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe("ionos-share outputs", () => {
  const outputs = outputsOf({ Report: 12 });

  test("reads a file or standard input, and shows a table without the signature", () => {
    const file = join(scratch, "outputs.json");
    writeFileSync(file, outputs);

    for (const result of [run([file]), run(["-"], outputs), run([], outputs)]) {
      expect(result).toMatchObject({ status: 0, stderr: "" });
      expect(result.stdout).toMatch(
        /^LINK .*\nReport {2}GET acme-reports\/2026\/it's .* in 11 h 59 min/,
      );
      expect(result.stdout).not.toContain(signatureOf(urlOf(outputs)));
    }
  });

  test("exits with 2 and names the links that end within a time, and no other", () => {
    const two = outputsOf({ Report: 12, Brief: 1 });

    const late = run(["--fail-if-expires-within", "2h"], two);
    expect(late.status).toBe(2);
    expect(late.stdout).toContain("Report");
    expect(late.stderr).toMatch(/^Brief: must not end within 2h, got \S+Z, in 59 min \d+ s\n$/);
    expect(run(["--fail-if-expires-within", "30m"], two)).toMatchObject({ status: 0, stderr: "" });
    expect(run(["--fail-if-expires-within", "1d"], two).stderr.trim().split("\n")).toHaveLength(2);
  });

  test("looks at the real clock, whatever a synth takes for now", () => {
    const { status } = spawnSync(
      process.execPath,
      [PROGRAM, "outputs", "--fail-if-expires-within", "2h"],
      { input: outputs, env: { ...process.env, SOURCE_DATE_EPOCH: "4000000000" } },
    );
    expect(status).toBe(0);
  });

  test("warns of a dead link that is handed on", () => {
    const stack = new TerraformStack(testApp(), "sharing");
    share(stack, "Old", { signedAt: "2020-01-01T00:00:00Z" });

    const { status, stderr } = run(["--format", "dotenv"], JSON.stringify(terraformOutputs(stack)));

    expect([status, stderr]).toEqual([0, "Old: has ended at 2020-01-01T12:00:00Z\n"]);
  });

  test.each<[string, readonly string[], string | undefined, RegExp]>([
    [
      "a file that is not there",
      ["nowhere.json"],
      undefined,
      /^outputs: must be a file that can be read, got "nowhere.json" \(ENOENT\)\n$/,
    ],
    [
      "a folder",
      [scratch],
      undefined,
      /^outputs: must be a file that can be read, got "[^\n]*" \(EISDIR\)\n$/,
    ],
    ["nothing", ["-"], "", /^outputs: must be JSON [^\n]*, got nothing\n$/],
    [
      "what is cut",
      ["-"],
      outputs.slice(0, -40),
      /^outputs: must be JSON [^\n]*, got a text that is no JSON or ends too early\n$/,
    ],
    [
      "a format that is none",
      ["--format", "yaml"],
      outputs,
      /^error: option '--format <format>' argument 'yaml' is invalid. Allowed choices are table, [^\n]*\n/,
    ],
    [
      "a time that is none",
      ["--fail-if-expires-within", "soon"],
      outputs,
      /^--fail-if-expires-within: must be a whole number [^\n]*, got "soon"\n$/,
    ],
    [
      "github without a file",
      ["--format", "github"],
      outputs,
      /^--out: must be given with --format github, [^\n]*\n$/,
    ],
    [
      "a file that cannot be written",
      ["--out", join(scratch, "no/file")],
      outputs,
      /^--out: must be a file that can be written, got "[^\n]*" \(ENOENT\)\n$/,
    ],
  ])("refuses %s in one line, with 1", (_, args, input, problem) => {
    const { status, stdout, stderr } = run(args, input);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(problem);
    expect(stderr).not.toContain(signatureOf(urlOf(outputs)).slice(0, 16));
  });

  test("ends quietly when nobody reads on", () => {
    const script = '"$node" "$program" outputs --format curl | true; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script], {
      input: outputsOf(
        Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`Report${i}`, 12])),
      ),
      encoding: "utf8",
      env: { ...process.env, node: process.execPath, program: PROGRAM },
    });

    expect([stdout, stderr]).toEqual(["0\n", ""]);
  });

  test("helps with an example", () => {
    expect(run(["--help"]).stdout).toMatch(
      /Example:\n {2}\$ terraform output -json \| ionos-share outputs/,
    );
  });
});

describe("A file of --out", () => {
  const outputs = outputsOf({ Report: 12 });
  const write = (file: string, format: string): SpawnSyncReturns<string> =>
    run(["--format", format, "--out", file], outputs);

  test.each(["table", "json", "markdown", "dotenv", "gitlab", "azure", "curl"])(
    "of %s is the same text, and only its owner may read it",
    (format) => {
      const file = join(scratch, `new-${format}`);
      const umask = process.umask(0);
      try {
        expect(write(file, format)).toMatchObject({ status: 0, stdout: "", stderr: "" });
      } finally {
        process.umask(umask);
      }

      expect(mode(file)).toBe("600");
      expect(readFileSync(file, "utf8").replace(/in 11.*min|_left.*/, "")).toBe(
        run(["--format", format], outputs).stdout.replace(/in 11.*min|_left.*/, ""),
      );
    },
  );

  test("is made private and emptied where it is there, also behind a symbolic link", () => {
    const file = join(scratch, "open");
    const link = join(scratch, "link");
    writeFileSync(file, "x".repeat(100_000));
    chmodSync(file, 0o666);
    symlinkSync(file, link);

    write(link, "gitlab");

    expect(mode(file)).toBe("600");
    expect(readFileSync(file, "utf8")).toMatch(/^REPORT_URL=[^x]{0,20}/);
    expect(readFileSync(file, "utf8")).not.toContain("xxxxx");
  });

  test("that is a pipe or a device stays as it is", () => {
    const script = `
      mkfifo -m 644 pipe
      cat pipe > received &
      "$node" "$program" outputs --format dotenv --out pipe
      wait`;

    const { status, stderr } = spawnSync("bash", ["--norc", "-c", script], {
      cwd: scratch,
      input: outputs,
      encoding: "utf8",
      env: { ...process.env, node: process.execPath, program: PROGRAM },
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(join(scratch, "received"), "utf8")).toContain(urlOf(outputs));
    expect(mode(join(scratch, "pipe"))).toBe("644");
  });

  test("of github is appended to, while the masks go to the runner", () => {
    const file = join(scratch, "github-env");
    writeFileSync(file, "BEFORE=1\n");
    chmodSync(file, 0o644);

    const { stdout } = write(file, "github");

    expect(stdout).toBe(`::add-mask::${signatureOf(urlOf(outputs))}\n`);
    expect(readFileSync(file, "utf8")).toMatch(
      /^BEFORE=1\nREPORT_URL=https:.*\nREPORT_METHOD=GET\n/,
    );
    expect(mode(file)).toBe("600");
  });

  test("is not made where the outputs are refused", () => {
    const file = join(scratch, "never");
    run(["--out", file], "{}");
    expect(existsSync(file)).toBe(false);
  });
});

describe("What is handed on is understood by", () => {
  let server: S3Server;
  let outputs: string;

  beforeAll(async () => {
    server = await startS3Server({ buckets: ["acme-reports"], pairs: [SAMPLE_CREDENTIALS] });
    outputs = outputsOf({ Report: 12, Upload: 12 }, server.endpoint);
  });

  afterAll(() => server.close());

  test.each([
    ["sh", []],
    // Else bash takes the socket that Node gives it for a remote login, and reads its start-up file.
    ["bash", ["--norc"]],
  ])("%s, which sources dotenv and has the very values", (shell, options) => {
    const file = join(scratch, "links.env");
    run(["--format", "dotenv", "--out", file], outputs);

    const { stdout, stderr } = spawnSync(
      shell,
      [
        ...options,
        "-eu",
        "-c",
        '. "$0"; printf "%s\\n" "$REPORT_URL" "$UPLOAD_METHOD" "$UPLOAD_HEADERS"',
        file,
      ],
      { encoding: "utf8" },
    );

    const [url, method, headers] = stdout.split("\n");
    expect({ url, method, stderr }).toEqual({ url: urlOf(outputs), method: "PUT", stderr: "" });
    expect(JSON.parse(headers!)).toEqual({ "content-type": "text/csv; a='b c'" });
  });

  test("Node.js' reader of dotenv", () => {
    const file = join(scratch, "node.env");
    run(["--format", "dotenv", "--out", file], outputs);

    const { stdout } = spawnSync(
      process.execPath,
      [
        `--env-file=${file}`,
        "-p",
        "JSON.stringify([process.env.REPORT_URL, process.env.UPLOAD_HEADERS])",
      ],
      { encoding: "utf8" },
    );

    const [url, headers] = JSON.parse(stdout) as [string, string];
    expect(url).toBe(urlOf(outputs));
    expect(JSON.parse(headers)).toEqual({ "content-type": "text/csv; a='b c'" });
  });

  test("a shell that runs the commands: curl uploads and downloads, each with 200", async () => {
    const folder = mkdtempSync(join(scratch, "curl-"));
    const file = "it's $(q3) `x` %ü &[1-9].csv";
    writeFileSync(join(folder, file), "a;b\n");
    const script = run(["--format", "curl"], outputs).stdout;
    const [download, upload] = script.split(/^# .*\n/m).slice(1) as [string, string];
    const sh = (command: string): Promise<{ stdout: string }> =>
      promisify(execFile)("sh", ["-c", `${command.trim()} --write-out '%{http_code}'`], {
        cwd: folder,
      });

    expect((await sh(upload)).stdout).toMatch(/200$/);
    rmSync(join(folder, file));
    expect((await sh(download)).stdout).toMatch(/200$/);
    expect(readFileSync(join(folder, file), "utf8")).toBe("a;b\n");
    await expect(sh(download.replace(/Signature=..../, "Signature=0000"))).rejects.toThrow(/403/);
  });
});
