import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasTerraform } from "../../test/sandbox/terraform";
import { knownPair } from "./known-pair";
import { wholeLife } from "./whole-life";

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "share-demo-"));
  // The servers and Terraform keep their files there too, so that all goes with it, also on Ctrl-C.
  process.env["TMPDIR"] = folder;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    await (hasTerraform() ? wholeLife(folder) : knownPair(folder));
    console.log("\nAll went as it should. The servers have stopped, and their files are gone.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error("\nThe demo met a surprise:", error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
