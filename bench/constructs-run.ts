/**
 * One measurement, in a process of its own: `constructs-run.ts <kind> <shares> <outdir>
 * [<values>]`. It prints the milliseconds from the first construct to the end of synth as one line
 * of JSON.
 *
 * `values` is the `cdk.tf.json` of an earlier run: what bare outputs are made of, and what every
 * run's result is compared with. Both kinds load it, so that both begin with the same heap.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl, Region, SigningKey } from "cdktf-ionos-object-storage";
import { BUCKET, CREDENTIALS } from "./workload";

/** The clock would make other links in each run. */
process.env["SOURCE_DATE_EPOCH"] = String(Date.UTC(2026, 10, 22, 7) / 1000);

const STACK = "bench";

type Outputs = Readonly<Record<string, { readonly value: unknown; readonly sensitive?: boolean }>>;

/** What a run builds in the stack. */
type Kind = (stack: TerraformStack, count: number, values: Outputs) => void;

const KINDS: Readonly<Record<string, Kind>> = {
  shares: (stack, count) => {
    const bucket = Bucket.of(BUCKET, { region: Region.EU_CENTRAL_3 });
    const signingKey = SigningKey.of(CREDENTIALS);
    const expiresIn = Duration.days(1);
    for (let i = 0; i < count; i++) {
      const objectKey = `2026/customer-${i}/report.pdf`;
      new PresignedUrl(stack, `share-${i}`, { bucket, objectKey, expiresIn, signingKey });
    }
  },

  outputs: (stack, count, values) => {
    for (let i = 0; i < count; i++) {
      for (const name of [`share-${i}_url`, `share-${i}_share`]) {
        const { value, sensitive } = values[name] ?? {};
        new TerraformOutput(stack, name, { value, sensitive, staticId: true });
      }
    }
  },
};

function main([kind = "", count = "", outdir = "", file]: readonly string[]): void {
  const build = KINDS[kind];
  if (build === undefined) {
    throw new Error(`must be one of ${Object.keys(KINDS).join(", ")}, got "${kind}"`);
  }
  const values = file === undefined ? {} : outputsIn(file);

  const start = performance.now();
  const app = new App({ outdir, stackTraces: false });
  build(new TerraformStack(app, STACK), Number(count), values);
  app.synth();
  const milliseconds = performance.now() - start;

  const made = Object.entries(outputsIn(join(outdir, "stacks", STACK, "cdk.tf.json")));
  if (made.length !== 2 * Number(count)) {
    throw new Error(`${kind}: must make ${2 * Number(count)} outputs, got ${made.length}`);
  }
  for (const [name, output] of made) {
    if (file !== undefined && !isDeepStrictEqual(output, values[name])) {
      throw new Error(`${kind}: must make the same outputs as all others, got another "${name}"`);
    }
  }
  console.log(JSON.stringify({ milliseconds }));
}

function outputsIn(file: string): Outputs {
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly output: Outputs }).output;
}

main(process.argv.slice(2));
