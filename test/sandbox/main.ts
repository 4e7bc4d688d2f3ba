import { parseArgs } from "node:util";
import { requireBucket } from "../../lib/signing/bucket";
import { serveInBackground, startInBackground } from "./background";
import { type Sandbox, startSandbox } from "./sandbox";

const USAGE = `npm run sandbox -- [--bucket NAME]...
    runs until Ctrl-C, and says what to export in another terminal

eval "$(npm run --silent sandbox -- --shell $$ [--bucket NAME]...)"
    runs in the background, and exports it in this shell; ends with the shell,
    or with: kill $SANDBOX_PID`;

const DEFAULT_BUCKET = "acme-reports";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      bucket: { type: "string", multiple: true, default: [DEFAULT_BUCKET] },
      shell: { type: "boolean", default: false },
      background: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [shell, ...others] = positionals;
  const isPid = shell === undefined || /^[1-9]\d*$/.test(shell);
  if (values.help || others.length > 0 || !isPid || (shell !== undefined && !values.shell)) {
    console.error(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  values.bucket.forEach(requireBucket);
  const pid = shell === undefined ? undefined : Number(shell);
  if (values.background) {
    await serveInBackground(values.bucket, pid);
  } else if (values.shell) {
    process.stdout.write(exportLines(await startInBackground(__filename, values.bucket, pid)));
  } else {
    await serveInForeground(values.bucket);
  }
}

async function serveInForeground(buckets: readonly string[]): Promise<void> {
  const sandbox = await startSandbox({ buckets });
  console.log(describe(sandbox, buckets));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      void sandbox.close().then(() => {
        console.log("\nThe sandbox has ended, and all that it knew is gone.");
        process.exit(0);
      });
    });
  }
}

function describe({ cloudApi, s3, environment }: Sandbox, buckets: readonly string[]): string {
  return `A sandbox runs, until Ctrl-C. It is made of stand-ins: nothing of it is IONOS', nothing leaves
this machine, and all is forgotten in the end.

  Cloud API   ${cloudApi.endpoint}   one contract, empty: users, groups, keys, and faults on demand
  S3          ${s3.endpoint}   ${buckets.join(", ")}: empty, for the active keys of that contract
  provider    ionos-cloud/ionoscloud, with ionoscloud_user, ionoscloud_group and ionoscloud_s3_key

In another terminal, before your app and Terraform run:

${exportLines(environment)}
In the app: Region.of({ name: "eu-central-3", endpoint: process.env.SANDBOX_S3_ENDPOINT, ownership: "contract-owned" })
`;
}

/** For a POSIX shell. */
function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");
}

main().catch((error: unknown) => {
  console.error("The sandbox did not start:", error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
