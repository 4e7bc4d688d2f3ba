import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until, within } from "./waiting";

const COMMAND_LIMIT_MS = 30_000;
const LISTENING = "0A";

/** What Terraform's log says of a call, before it makes it. */
const CALL = "GRPCProvider.v6: CallFunction=";

/** Whether this machine shows its processes as Linux does. */
export const HAS_PROC = existsSync("/proc/self/cwd") && existsSync("/proc/net/tcp");

/** A command of Terraform that runs, in a process group of its own. */
export interface Run {
  readonly pid: number;

  /** Both streams, as far as they have come. */
  readonly text: () => string;
  readonly stdout: () => string;

  /** How many calls of functions its log has, from the start. */
  readonly calls: () => number;
  readonly ended: Promise<{ readonly status: number | null }>;
}

/** Terraform in a folder, with a home, a temporary folder and a CLI configuration of its own. */
export class TerraformFolder {
  public readonly path: string;
  public readonly tmp: string;
  private readonly root = realpathSync(mkdtempSync(join(tmpdir(), "kill-")));
  private readonly runs: ChildProcess[] = [];

  public constructor() {
    this.path = join(this.root, "stack");
    this.tmp = join(this.root, "tmp");
    [this.path, this.tmp, join(this.root, "home")].forEach((path) => mkdirSync(path));
    writeFileSync(join(this.root, "terraform.rc"), "");
  }

  /** Starts a command, with a log in which its calls can be counted. */
  public start(...args: readonly string[]): Run {
    return this.spawn(args, "trace");
  }

  /** Runs a command that has to succeed, and gives its standard output. */
  public async succeed(...args: readonly string[]): Promise<string> {
    const run = this.spawn(args, "off");
    const { status } = await run.ended;
    if (status !== 0) {
      throw new Error(`terraform ${args[0]} exited with ${status}:\n${run.text()}`);
    }
    return run.stdout();
  }

  /** The processes of the provider that were started from here: they work in the folder of Terraform. */
  public providers(): number[] {
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number)
      .filter((pid) => {
        try {
          return (
            readlinkSync(`/proc/${pid}/cwd`) === this.path &&
            readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("terraform-provider-")
          );
        } catch {
          return false;
        }
      });
  }

  private spawn(args: readonly string[], level: "trace" | "off"): Run {
    const log = join(this.root, `${this.runs.length}.log`);
    const child = spawn("terraform", args, {
      cwd: this.path,
      env: {
        PATH: process.env["PATH"],
        HOME: join(this.root, "home"),
        TMPDIR: this.tmp,
        TF_CLI_CONFIG_FILE: join(this.root, "terraform.rc"),
        TF_IN_AUTOMATION: "1",
        CHECKPOINT_DISABLE: "1",
        TF_LOG_CORE: level,
        TF_LOG_PATH: log,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.runs.push(child);
    const output = { stdout: "", text: "" };
    child.stdout.on("data", (data: Buffer) => {
      output.stdout += data.toString();
      output.text += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => (output.text += data.toString()));
    const ended = once(child, "close").then(() => ({ status: child.exitCode }));
    return {
      pid: child.pid ?? 0,
      text: () => output.text,
      stdout: () => output.stdout,
      calls: countIn(log, CALL),
      ended: within(COMMAND_LIMIT_MS, `the end of terraform ${args[0]}`, ended),
    };
  }

  /** Ends what is left of its processes, and removes it with all that is in it. */
  public async close(): Promise<void> {
    for (const { pid } of this.runs) {
      try {
        process.kill(-(pid ?? 0), "SIGKILL");
      } catch {
        // It has ended, and its group with it.
      }
    }
    await until("the end of its processes", () => this.providers().length === 0);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** The sockets of processes on which they listen, as the kernel numbers them. */
export function listeningSockets(pids: readonly number[]): string[] {
  const links = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`)),
  );
  return allListeningSockets().filter((socket) => links.includes(`socket:[${socket}]`));
}

/** The sockets on which any process of this machine listens. */
export function allListeningSockets(): string[] {
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .flatMap(({ 3: state, 9: socket }) =>
      state === LISTENING && socket !== undefined ? [socket] : [],
    );
}

/** Counts how often a text stands in a file that grows; each look reads only what is new. */
function countIn(file: string, text: string): () => number {
  const chunk = Buffer.alloc(2 ** 20);
  let count = 0;
  let position = 0;
  let rest = "";
  return () => {
    if (!existsSync(file)) {
      return 0;
    }
    const descriptor = openSync(file, "r");
    for (let length; (length = readSync(descriptor, chunk, 0, chunk.length, position)) > 0;) {
      const parts = (rest + chunk.toString("latin1", 0, length)).split(text);
      count += parts.length - 1;
      rest = parts.at(-1)?.slice(1 - text.length) ?? "";
      position += length;
    }
    closeSync(descriptor);
    return count;
  };
}
