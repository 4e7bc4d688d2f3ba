import { availableParallelism } from "node:os";
import { benchConstructs } from "./constructs";
import { benchPlugin } from "./plugin";
import { benchPresign } from "./presign";
import { benchRedact } from "./redact";
import { benchReview } from "./review";

const BENCHES: Readonly<Record<string, () => void | Promise<void>>> = {
  presign: benchPresign,
  constructs: benchConstructs,
  plugin: benchPlugin,
  redact: benchRedact,
  review: benchReview,
};

async function main(only: string | undefined): Promise<void> {
  if (only !== undefined && !(only in BENCHES)) {
    throw new Error(`must be one of ${Object.keys(BENCHES).join(", ")}, got "${only}"`);
  }
  console.log(
    `Node ${process.versions.node}, ${availableParallelism()} cores. Only ratios matter.`,
  );
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (only === undefined || only === name) {
      await bench();
    }
  }
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
