import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { join } from "node:path";
import { mark } from "../../lib/redact";
import { PLAIN_SIGNATURE, PLAIN_URL } from "../redact/samples";

const PROGRAM = join(__dirname, "../../dist/cli/main.js");
const SHOWN = PLAIN_URL.replace(PLAIN_SIGNATURE, mark(PLAIN_SIGNATURE));

function sh(script: string, input: string | Buffer = ""): SpawnSyncReturns<Buffer> {
  return spawnSync("bash", ["--norc", "-c", script], {
    input: Buffer.from(input),
    env: { ...process.env, node: process.execPath, program: PROGRAM },
  });
}

describe("ionos-share redact", () => {
  test("filters standard input, and leaves every other byte", () => {
    const input = Buffer.concat([
      Buffer.from(`größe ${PLAIN_URL}\n`),
      Buffer.from([0, 255, 254, 128]),
    ]);

    const { status, stdout, stderr } = sh('"$node" "$program" redact', input);

    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toEqual(
      Buffer.concat([Buffer.from(`größe ${SHOWN}\n`), Buffer.from([0, 255, 254, 128])]),
    );
  });

  test("shows a line while the next is still to come", async () => {
    const child = spawn(process.execPath, [PROGRAM, "redact"]);
    child.stdin.write(`${PLAIN_URL}\nX-Amz-Sig`);

    const first = await new Promise<string>((resolve) =>
      child.stdout.once("data", (chunk: Buffer) => resolve(String(chunk))),
    );
    child.stdin.end();
    await new Promise((resolve) => child.once("exit", resolve));

    expect(first).toBe(`${SHOWN}\n`);
  });

  test("ends quietly when nobody reads on", () => {
    const script = 'yes "a line" | "$node" "$program" redact | head -n 1; echo "${PIPESTATUS[1]}"';

    const { stdout, stderr } = sh(script);

    expect(String(stdout)).toBe("a line\n0\n");
    expect(String(stderr)).toBe("");
  });

  test("leaves its output open for who writes after it, also where that is a socket", () => {
    // Node gives its children sockets.
    const { stdout, stderr } = sh('echo 1 | "$node" "$program" redact; exec "$node" -p 2');

    expect([String(stdout), String(stderr)]).toEqual(["1\n2\n", ""]);
  });

  test("holds back its source as long as nobody reads", async () => {
    const child = spawn(process.execPath, [PROGRAM, "redact"]);
    child.stdin.on("error", () => undefined);
    for (let i = 0; i < 400; i++) {
      child.stdin.write(Buffer.alloc(65_536, "a line\n"));
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));

    expect(child.stdin.writableLength).toBeGreaterThan(20e6);

    child.kill();
    await new Promise((resolve) => child.once("exit", resolve));
  });

  test("takes no more memory for a line without an end", () => {
    const script = `head -c 300000000 /dev/zero | tr '\\0' s | "$node" --max-old-space-size=64 "$program" redact | wc -c`;

    expect(String(sh(script).stdout).trim()).toBe("300000000");
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["UTF-16", Buffer.from("\ufeffX-Amz-Signature", "utf16le"), /got UTF-16/],
    ["a saved plan", "PK\x03\x04…", /got a ZIP archive .*terraform show -json/],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0]), /got gzip/],
  ])("refuses %s in one line, as its secrets would pass", (_, input, problem) => {
    const { status, stdout, stderr } = sh('"$node" "$program" redact', input);

    expect(status).toBe(1);
    expect(String(stdout)).toBe("");
    expect(String(stderr)).toMatch(/^input: must be text[^\n]*\n$/);
    expect(String(stderr)).toMatch(problem);
  });

  test("refuses a folder in one line", () => {
    const { status, stderr } = sh('"$node" "$program" redact < /');

    expect([status, String(stderr)]).toEqual([
      1,
      "input: must be a file or a pipe, got a folder\n",
    ]);
  });

  test("helps with an example", () => {
    expect(String(sh('"$node" "$program" redact --help').stdout)).toMatch(
      /Example:\n {2}\$ terraform show -json plan \| ionos-share redact/,
    );
  });
});
