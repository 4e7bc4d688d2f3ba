import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { unzipSync } from "fflate";
import { until } from "../waiting";
import { createCertificate } from "../../../lib/plugin/protocol/certificate";

const NAME = "terraform-provider-objectshare";

/** What Terraform shows to the provider, and what another process would show in its place. */
export const TERRAFORM = createCertificate();
export const STRANGER = createCertificate();

/** The environment that Terraform 1.11 adds to its own for a provider. */
export const TERRAFORM_ENV: Readonly<Record<string, string>> = {
  TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
  PLUGIN_PROTOCOL_VERSIONS: "5,6",
  PLUGIN_MIN_PORT: "10000",
  PLUGIN_MAX_PORT: "25000",
  PLUGIN_CLIENT_CERT: TERRAFORM.certificatePem,
};

const folder = mkdtempSync(join(tmpdir(), "plugin-"));
const started: ProgramRun[] = [];

afterAll(() => {
  started.forEach((run) => run.kill());
  rmSync(folder, { recursive: true, force: true });
});

/** The built program, unpacked from the archive that Terraform installs. */
export const PROGRAM = join(folder, "package", NAME);

mkdirSync(join(folder, "package"));
const archive = readFileSync(join(__dirname, "../../../dist/plugin/objectshare.zip"));
for (const [name, content] of Object.entries(unzipSync(archive))) {
  writeFileSync(join(folder, "package", name), content, { mode: 0o755 });
}

/** How a process ended. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process, with what it has written, in scratch folders of its own that are empty at its start. */
export class ProgramRun {
  /** Its home, its temporary and its working folder. */
  public readonly scratch: readonly string[];
  public stdout = "";
  public stderr = "";
  public readonly ended: Promise<End>;
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;

  /** Starts the program, or another command with its arguments. */
  public constructor(
    env: Readonly<Record<string, string>>,
    command = PROGRAM,
    args: readonly string[] = [],
  ) {
    const run = join(folder, String(started.length));
    this.scratch = ["home", "tmp", "work"].map((name) => join(run, name));
    this.scratch.forEach((path) => mkdirSync(path, { recursive: true }));
    const [HOME, TMPDIR, cwd] = this.scratch;
    this.child = spawn(command, args, {
      cwd,
      env: { PATH: process.env["PATH"], HOME, TMPDIR, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout.on("data", (data: Buffer) => (this.stdout += data.toString()));
    this.child.stderr.on("data", (data: Buffer) => (this.stderr += data.toString()));
    this.ended = new Promise((resolve) =>
      this.child.once("exit", (code, signal) => resolve({ code, signal })),
    );
    started.push(this);
  }

  public get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The first line on the standard output. */
  public async firstLine(): Promise<string> {
    await until("a line on the standard output", () => this.stdout.includes("\n"));
    return this.stdout.slice(0, this.stdout.indexOf("\n"));
  }

  public kill(signal: NodeJS.Signals = "SIGKILL"): void {
    this.child.kill(signal);
  }
}

/** Whether a process is there and runs: one that nobody has buried yet does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return (
    !existsSync("/proc/self") || (existsSync(stat) && !/\) Z /.test(readFileSync(stat, "utf8")))
  );
}
