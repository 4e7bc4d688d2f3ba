import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { IonoscloudProvider, Region } from "../../lib";
import { type Sandbox, startSandbox } from "../sandbox/sandbox";
import { Terraform, type TerraformResult } from "../sandbox/terraform";
import { type Plan, readChanges } from "./plan";
import { type ProviderUnderTest, providerUnderTest } from "./provider-under-test";

const BUCKET = "acme-reports";
const STACK = "life";
const PLAN_FILE = "next.tfplan";

/** A contract of one's own, and one stack that goes through its life on it. */
export class World {
  public static async start(): Promise<World> {
    return new World(await startSandbox({ buckets: [BUCKET] }));
  }

  public readonly bucket = BUCKET;

  /** Where the sandbox's S3 server stands for a region. */
  public readonly region: Region;

  private readonly root = mkdtempSync(join(tmpdir(), "world-"));
  private readonly folder = join(this.root, "stacks", STACK);
  private readonly provider: ProviderUnderTest;
  private readonly terraform: Terraform;

  /** One for all synths that name no other: what changes in a plan is not the hour. */
  private readonly signingTime = new Date();
  private requirements = "";

  private constructor(public readonly sandbox: Sandbox) {
    this.region = Region.of({
      name: "eu-central-3",
      endpoint: sandbox.s3.endpoint,
      ownership: "contract-owned",
    });
    this.provider = providerUnderTest(sandbox);
    this.terraform = new Terraform(this.folder, this.provider);
  }

  /** Synthesizes the app anew, and has Terraform install what it needs. */
  public async synth(
    build: (stack: TerraformStack) => void,
    at: Date = this.signingTime,
  ): Promise<void> {
    const app = new App({
      outdir: this.root,
      stackTraces: false,
      context: { signingTime: at.toISOString() },
    });
    const stack = new TerraformStack(app, STACK);
    stack.addOverride("terraform.backend.local.path", this.stateFile);
    new IonoscloudProvider(stack, "ionos", {});
    build(stack);
    app.synth();
    const { terraform } = JSON.parse(readFileSync(join(this.folder, "cdk.tf.json"), "utf8")) as {
      terraform: { required_providers: object };
    };
    const requirements = JSON.stringify(terraform.required_providers);
    if (requirements !== this.requirements) {
      await this.succeed("init");
      this.requirements = requirements;
    }
  }

  /** Plans what was synthesized last, for `apply`. */
  public async plan(...args: string[]): Promise<Plan> {
    const out = `-out=${PLAN_FILE}`;
    const { status, text } = await this.run("plan", "-detailed-exitcode", out, ...args);
    if (status !== 0 && status !== 2) {
      throw new Error(`terraform plan exited with ${status}:\n${text}`);
    }
    const { stdout } = await this.succeed("show", "-json", PLAN_FILE);
    return { status, text, json: stdout, changes: readChanges(stdout) };
  }

  /** Plans where that cannot succeed, and gives what Terraform says. */
  public async planFails(): Promise<string> {
    return this.fail("plan", `-out=${PLAN_FILE}`);
  }

  /** Carries out the last plan. */
  public async apply(): Promise<void> {
    await this.succeed("apply", PLAN_FILE);
  }

  /** Carries out the last plan where that cannot succeed, and gives what Terraform says. */
  public async applyFails(): Promise<string> {
    return this.fail("apply", PLAN_FILE);
  }

  /** Plans and applies, until there is nothing to do: how a user recovers. */
  public async converge(): Promise<Plan> {
    const plan = await this.plan();
    await this.apply();
    expect((await this.plan()).changes).toEqual({});
    return plan;
  }

  /** The links of the state, by the names of their outputs without `_url`. */
  public async links(): Promise<Record<string, string>> {
    const { stdout } = await this.succeed("output", "-json");
    const outputs = JSON.parse(stdout) as Record<string, { readonly value: unknown }>;
    return Object.fromEntries(
      Object.entries(outputs)
        .filter(([name]) => name.endsWith("_url"))
        .map(([name, { value }]) => [name.slice(0, -"_url".length), String(value)]),
    );
  }

  /** The access keys of the cloud. */
  public cloudKeys(): string[] {
    const { contract } = this.sandbox.cloudApi;
    return contract.allUsers().flatMap(({ id }) => contract.keysOf(id).map((key) => key.id));
  }

  /** The access keys of the state, also of keys that Terraform is about to replace. */
  public stateKeys(): string[] {
    if (!existsSync(this.stateFile)) {
      return [];
    }
    const { resources } = JSON.parse(readFileSync(this.stateFile, "utf8")) as {
      resources: { type: string; instances: { attributes: { id: string } }[] }[];
    };
    return resources
      .filter(({ type }) => type === "ionoscloud_s3_key")
      .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.id));
  }

  /** No key in the cloud that the state does not know, and none in the state that the cloud does not have. */
  public expectNoStrayKeys(outside: readonly string[] = []): void {
    const cloud = this.cloudKeys().filter((key) => !outside.includes(key));
    expect(this.stateKeys().sort()).toEqual(cloud.sort());
  }

  public async close(): Promise<void> {
    this.terraform.close();
    this.provider.close();
    await this.sandbox.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  private get stateFile(): string {
    return join(this.root, "terraform.tfstate");
  }

  private run(command: string, ...args: string[]): Promise<TerraformResult> {
    return this.terraform.runBeside(command, "-no-color", ...args);
  }

  private async succeed(command: string, ...args: string[]): Promise<TerraformResult> {
    const result = await this.run(command, ...args);
    if (result.status !== 0) {
      throw new Error(`terraform ${command} exited with ${result.status}:\n${result.text}`);
    }
    return result;
  }

  /** What Terraform says, on one line: it breaks lines where the terminal ends. */
  private async fail(command: string, ...args: string[]): Promise<string> {
    const { status, text } = await this.run(command, ...args);
    expect(status).toBe(1);
    return text.replace(/[\s│]+/g, " ");
  }
}
