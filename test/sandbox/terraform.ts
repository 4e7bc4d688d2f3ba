import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What one command of Terraform came to. */
export interface TerraformResult {
  readonly status: number | null;

  /** Both streams, without colours. */
  readonly text: string;

  /** The standard output alone, for `-json`. */
  readonly stdout: string;
}

/** Whether there is a `terraform` on the PATH. */
export function hasTerraform(): boolean {
  return spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0;
}

/** Runs Terraform in one folder, with a home and a CLI configuration of its own, away from the user's. */
export class Terraform {
  private readonly home = mkdtempSync(join(tmpdir(), "terraform-home-"));
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param options.cliConfig what the CLI configuration says; nothing unless given
   * @param options.env variables besides the few that every run has
   */
  public constructor(
    private readonly folder: string,
    options: { readonly cliConfig?: string; readonly env?: NodeJS.ProcessEnv } = {},
  ) {
    const cliConfig = join(this.home, "terraform.rc");
    writeFileSync(cliConfig, options.cliConfig ?? "");
    this.env = {
      ...options.env,
      PATH: process.env["PATH"],
      HOME: this.home,
      TF_CLI_CONFIG_FILE: cliConfig,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    };
  }

  public run(command: string, ...args: string[]): TerraformResult {
    const { status, stdout, stderr } = spawnSync("terraform", [command, ...args], {
      cwd: this.folder,
      env: this.env,
      encoding: "utf8",
      timeout: 60_000,
      maxBuffer: 2 ** 26,
    });
    return { status, stdout, text: stdout + stderr };
  }

  /**
   * Runs a command while this process goes on: its servers have to answer what Terraform asks of them. `run`
   * would wait for an answer that it keeps from coming.
   */
  public async runBeside(command: string, ...args: string[]): Promise<TerraformResult> {
    const child = spawn("terraform", [command, ...args], {
      cwd: this.folder,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const [status] = (await once(child, "close")) as [number | null];
    return { status, stdout, text: stdout + stderr };
  }

  /** Runs a command that has to succeed; `plan -detailed-exitcode` has other ways to say so. */
  public succeed(command: string, ...args: string[]): TerraformResult {
    const result = this.run(command, ...args);
    if (result.status !== 0) {
      throw new Error(`terraform ${command} exited with ${result.status}:\n${result.text}`);
    }
    return result;
  }

  /** The outputs of the state, by name. */
  public outputs(): Record<string, { readonly value: unknown; readonly sensitive: boolean }> {
    return JSON.parse(this.succeed("output", "-json").stdout) as ReturnType<Terraform["outputs"]>;
  }

  public close(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
