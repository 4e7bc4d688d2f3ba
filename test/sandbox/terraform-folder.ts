import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Terraform, type TerraformResult } from "./terraform";

/** A folder with a configuration in Terraform's own language, for providers that run in this process. */
export class TerraformFolder {
  private readonly folder = mkdtempSync(join(tmpdir(), "terraform-"));
  private readonly terraform: Terraform;

  public constructor(env: NodeJS.ProcessEnv) {
    this.terraform = new Terraform(this.folder, { env: { ...env, TF_CLI_ARGS: "-no-color" } });
  }

  public write(configuration: string): void {
    writeFileSync(join(this.folder, "main.tf"), configuration);
  }

  public run(command: string, ...args: string[]): Promise<TerraformResult> {
    return this.terraform.runBeside(command, ...args);
  }

  public async succeed(command: string, ...args: string[]): Promise<TerraformResult> {
    const result = await this.run(command, ...args);
    if (result.status !== 0) {
      throw new Error(`terraform ${command} exited with ${result.status}:\n${result.text}`);
    }
    return result;
  }

  /** Runs a command that cannot succeed, and gives what Terraform says, on one line. */
  public async fail(command: string, ...args: string[]): Promise<string> {
    const { status, text } = await this.run(command, ...args);
    expect(status).toBe(1);
    return text.replace(/[\s│]+/g, " ");
  }

  /** The attributes of a resource in the state, and whether it is tainted. */
  public inState(address: string): Readonly<Record<string, unknown>> | undefined {
    const { resources } = this.state();
    const found = resources.find(({ type, name }) => `${type}.${name}` === address);
    const [instance] = found?.instances ?? [];
    return (
      instance && { ...instance.attributes, ...(instance.status && { status: instance.status }) }
    );
  }

  /** Changes the attributes of the only resource behind Terraform's back. */
  public editState(change: (attributes: Record<string, unknown>) => void): void {
    const state = this.state();
    change(state.resources[0]!.instances[0]!.attributes);
    writeFileSync(join(this.folder, "terraform.tfstate"), JSON.stringify(state));
  }

  public close(): void {
    this.terraform.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private state(): State {
    return JSON.parse(readFileSync(join(this.folder, "terraform.tfstate"), "utf8")) as State;
  }
}

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly status?: string;
      readonly attributes: Record<string, unknown>;
    }[];
  }[];
}
