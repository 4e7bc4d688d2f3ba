import { spawnSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** Debian's package `chromium`; nothing is downloaded. */
const PROGRAM = "/usr/bin/chromium";

/** Whether there is a Chromium that can be started. */
export function hasChromium(): boolean {
  return spawnSync(PROGRAM, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Starts a Chromium that asks no server for anything on its own. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PROGRAM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}
