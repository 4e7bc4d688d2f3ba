import { fork } from "node:child_process";
import { once } from "node:events";
import { type Sandbox, type SandboxEnvironment, startSandbox } from "./sandbox";

const LOOK_FOR_SHELL_MS = 500;

/** What a sandbox in the background says once it runs, or why it does not. */
type Report = { readonly environment: SandboxEnvironment } | { readonly problem: string };

/**
 * Starts a sandbox in a process that outlives this one, and holds none of its streams: `eval "$(…)"` waits until
 * nobody writes to it any more.
 *
 * @param pid the process that it ends with
 */
export async function startInBackground(
  program: string,
  buckets: readonly string[],
  pid: number | undefined,
): Promise<Readonly<Record<string, string>>> {
  const args = buckets.flatMap((bucket) => ["--bucket", bucket]);
  const shell = pid === undefined ? [] : ["--shell", String(pid)];
  const child = fork(program, ["--background", ...shell, ...args], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const gone = once(child, "exit").then(([code]): [Report] => [
    { problem: `its process ended with ${String(code)}` },
  ]);
  const [report] = await Promise.race([once(child, "message") as Promise<[Report]>, gone]);
  if ("problem" in report) {
    throw new Error(report.problem);
  }
  child.disconnect();
  child.unref();
  return { ...report.environment, SANDBOX_PID: String(child.pid) };
}

/** Runs a sandbox for the process that has forked this one. */
export async function serveInBackground(
  buckets: readonly string[],
  pid: number | undefined,
): Promise<void> {
  let sandbox: Sandbox;
  try {
    sandbox = await startSandbox({ buckets });
  } catch (error) {
    report({ problem: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    return;
  }
  const end = (): void => void sandbox.close().then(() => process.exit(0));
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  if (pid !== undefined) {
    const look = setInterval(() => {
      if (!isThere(pid)) {
        clearInterval(look);
        end();
      }
    }, LOOK_FOR_SHELL_MS);
  }
  report({ environment: sandbox.environment });
}

function report(message: Report): void {
  process.send?.(message);
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else is there, too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
