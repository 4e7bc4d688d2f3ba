import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "../..");

/** What `npm run sandbox` runs. */
const COMMAND = [join(ROOT, "node_modules/tsx/dist/cli.mjs"), join(__dirname, "main.ts")];

describe("npm run sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
  const env = { ...process.env, TMPDIR: folder, NODE: process.execPath };

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const exported = (text: string, name: string): string =>
    new RegExp(`^export ${name}='(.*)'$`, "m").exec(text)![1]!;

  async function usersSeenWith(text: string): Promise<number> {
    const response = await fetch(
      `${exported(text, "IONOS_API_URL")}/cloudapi/v6/um/users?depth=1`,
      { headers: { authorization: `Bearer ${exported(text, "IONOS_TOKEN")}` } },
    );
    return ((await response.json()) as { items: unknown[] }).items.length;
  }

  /** What objects lie in is the only thing that is not in memory. */
  const leftovers = (): string[] => readdirSync(folder).filter((name) => name.startsWith("s3-"));

  async function untilGone(url: string): Promise<void> {
    for (;;) {
      try {
        await (await fetch(url)).text();
      } catch {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  test("says that it is made of stand-ins and what to export, and runs until Ctrl-C", async () => {
    const sandbox = spawn(process.execPath, COMMAND, { env, stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    sandbox.stdout.setEncoding("utf8");
    for await (const text of sandbox.stdout as AsyncIterable<string>) {
      said += text;
      if (said.includes("Region.of") && sandbox.exitCode === null && !sandbox.killed) {
        expect(await usersSeenWith(said)).toBe(0);
        expect(leftovers()).toHaveLength(1);
        sandbox.kill("SIGINT");
      }
    }
    if (sandbox.exitCode === null) {
      await once(sandbox, "exit");
    }

    expect(said).toContain("It is made of stand-ins");
    expect(JSON.parse(exported(said, "TF_REATTACH_PROVIDERS"))).toHaveProperty(
      "ionos-cloud/ionoscloud",
    );
    expect(leftovers()).toEqual([]);
    await expect(usersSeenWith(said)).rejects.toThrow();
  });

  test("--shell exports it in a shell, and ends with that shell", async () => {
    const command = COMMAND.map((part) => `'${part}'`).join(" ");
    const script = `
      eval "$("$NODE" ${command} --shell $$)"
      export -p
      "$NODE" -e '
        fetch(process.env.IONOS_API_URL + "/cloudapi/v6/um/users", {
          headers: { authorization: "Bearer " + process.env.IONOS_TOKEN },
        }).then(({ status }) => console.log("reached:", status));
      '`;
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { env });
    const url = /IONOS_API_URL="(.*)"/.exec(stdout)![1]!;

    expect(stdout).toContain("reached: 200");
    await untilGone(url);
    expect(leftovers()).toEqual([]);
  });

  test("refuses what it does not know, and buckets that cannot be", async () => {
    const run = (...args: string[]): Promise<unknown> =>
      promisify(execFile)(process.execPath, [...COMMAND, ...args], { env });

    await expect(run("--nope")).rejects.toThrow(/Unknown option/);
    await expect(run("something")).rejects.toThrow(/npm run sandbox/);
    await expect(run("--bucket", "X_")).rejects.toThrow(/bucket: must be/);
  });
});
