import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { KeyStatus } from "cdktf-ionos-object-storage";
import { type Sandbox, startSandbox } from "../../test/sandbox/sandbox";
import { Terraform } from "../../test/sandbox/terraform";
import { LifeApp, type Variation } from "./life-app";
import { BUCKET, download, use } from "./links";
import { matching, say, show } from "./narrate";

type Changes = Omit<Variation, "at">;

/** The life of keys and links: Terraform plans and applies it, stand-ins take the place of IONOS' servers. */
export async function wholeLife(folder: string): Promise<void> {
  const sandbox = await startSandbox({ buckets: [BUCKET] });
  console.log(
    `Stand-ins for IONOS' servers run on this machine: the Cloud API at ${sandbox.cloudApi.endpoint}, S3 at ${sandbox.s3.endpoint}.`,
  );
  const app = new LifeApp(folder, sandbox.s3.endpoint);
  const terraform = new Terraform(app.folder, { env: sandbox.environment });
  try {
    await new Story(app, terraform, sandbox).tell();
  } finally {
    terraform.close();
    await sandbox.close();
  }
}

class Story {
  private readonly start = new Date();

  public constructor(
    private readonly app: LifeApp,
    private readonly terraform: Terraform,
    private readonly sandbox: Sandbox,
  ) {}

  public async tell(): Promise<void> {
    this.synth({});
    await this.succeed("init");
    show(
      await this.plan(
        "An app declares two users, a group, two keys, and links signed with them. Terraform plans it:",
        /^ {2}# |_url|Plan:/,
      ),
    );
    await this.succeed("apply", "plan");
    const first = await this.links();
    say(
      "One apply has made the keys and signed the links with them; `terraform output -json` hands them on.",
    );
    const report = await use(String(first["Upload"]), String(first["Download"]));

    this.synth({});
    assert.equal((await this.run("plan", "-detailed-exitcode")).status, 0);
    say(
      `Another synth before ${this.app.renewsAt}, the end of the signing window: the plan is empty.`,
    );
    this.synth({}, new Date(this.app.renewsAt));
    show(
      await this.plan(
        "A synth after it: the links are renewed, and a reviewer sees that nothing else is.",
        /~|Plan:/,
      ),
    );

    this.synth({ status: KeyStatus.INACTIVE });
    show(await this.plan("The key that uploads is deactivated, in place:", /^ {2}# |active/));
    await this.succeed("apply", "plan");
    const late = await fetch(String(first["Upload"]), {
      method: "PUT",
      body: report,
      headers: { "content-type": "text/csv" },
    });
    assert.deepEqual([late.status, await download(first["Download"])], [403, report]);
    say("Its link gets 403 now; the link of the other key still works.");

    this.synth({ reader: "Bob" });
    show(
      await this.plan(
        "Active again; and the key that reads moves to Bob, so Terraform replaces it:",
        /^ {2}# ionoscloud|active|Plan:/,
      ),
    );
    await this.succeed("apply", "plan");
    const second = await this.links();
    assert.deepEqual(
      [await download(first["Download"]), await download(second["Download"])],
      [403, report],
    );
    assert.equal(this.countKeys(), 2);
    say(
      "The old key's link gets 403, the new one works. No key is lost: the cloud has two, and Terraform's state knows both.",
    );

    assert.throws(
      () => this.synth({ moreKeys: 4 }),
      (error: Error) => {
        say("Ada shall have a sixth key. The app says no before anything is planned:");
        show(matching(error.message, /keys: /).trim());
        return true;
      },
    );

    this.synth({ status: KeyStatus.INACTIVE, reader: "Bob" });
    await this.succeed("plan", "-out=plan");
    this.review((await this.succeed("show", "-json", "plan")).stdout);

    await this.succeed("destroy", "-auto-approve");
    const { contract } = this.sandbox.cloudApi;
    assert.deepEqual([contract.allUsers(), contract.allGroups(), this.countKeys()], [[], [], 0]);
    assert.equal(await download(second["Download"]), 403);
    console.log("\nDestroyed: the cloud is empty again, and every link gets 403.");
  }

  /** What one would put into a pull request: what the plan does to keys and links. */
  private review(planJson: string): void {
    const page = join(process.cwd(), "cdktf.out", "review.html");
    mkdirSync(dirname(page), { recursive: true });
    const program = join(__dirname, "../../dist/cli/main.js");
    const run = (...args: string[]): { status: number | null; stdout: string } =>
      spawnSync(process.execPath, [program, "review", ...args], {
        input: planJson,
        encoding: "utf8",
      });
    const text = run();
    assert.deepEqual([text.status, run("--format", "html", "--out", page).status], [2, 2]);
    say("Before a key is deactivated, `ionos-share review` says of the plan what dies with it:");
    show(text.stdout.trimEnd());
    say(`The same as a page: ${page}`);
  }

  private countKeys(): number {
    const { contract } = this.sandbox.cloudApi;
    return contract.allUsers().flatMap(({ id }) => contract.keysOf(id)).length;
  }

  private synth(changes: Changes, at = this.start): void {
    this.app.synth({ ...changes, at });
  }

  /** Plans for the next apply, and gives what of it is of interest. No plan ever shows a link. */
  private async plan(what: string, lines: RegExp): Promise<string> {
    const { text } = await this.succeed("plan", "-out=plan", "-no-color");
    assert(!text.includes("X-Amz-Signature"));
    say(what);
    return matching(text, lines);
  }

  private async links(): Promise<Record<string, string>> {
    const { stdout } = await this.succeed("output", "-json");
    const outputs = Object.entries(JSON.parse(stdout) as Record<string, { value: unknown }>);
    return Object.fromEntries(
      outputs.map(([name, { value }]) => [name.replace(/_url$/, ""), String(value)]),
    );
  }

  private async succeed(command: string, ...args: string[]): ReturnType<Terraform["runBeside"]> {
    const result = await this.run(command, ...args);
    assert.equal(
      result.status,
      0,
      `terraform ${command} exited with ${result.status}:\n${result.text}`,
    );
    return result;
  }

  private run(command: string, ...args: string[]): ReturnType<Terraform["runBeside"]> {
    return this.terraform.runBeside(command, ...args);
  }
}
