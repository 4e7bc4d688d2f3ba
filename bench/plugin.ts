import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl, Region, SigningKey } from "cdktf-ionos-object-storage";
import { unzipSync } from "fflate";
import { createCertificate } from "../lib/plugin/protocol/certificate";
import { hasTerraform, Terraform } from "../test/sandbox/terraform";
import { median } from "./measure";
import { table } from "./table";
import { BUCKET, CREDENTIALS } from "./workload";

const STARTS = 21;
const SHARES = 1000;
const ROUNDS = 3;

/** One call of each link in the plan, and one in the apply of its file; to validate takes none. */
const WALKS = 2;
const AIM_START_MS = 150;
const AIM_CALL_MS = 2;

/** Measures how long the plugin takes to start, and what signing at apply adds to plan and apply. */
export async function benchPlugin(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "bench-plugin-"));
  try {
    const start = await measureStart(directory);
    if (hasTerraform()) {
      measureRuns(directory, start);
    } else {
      console.log("\nThere is no terraform on the PATH. Left out: plan and apply.");
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @returns the median of the milliseconds from the start of the process to its handshake */
async function measureStart(directory: string): Promise<number> {
  const program = join(directory, "terraform-provider-objectshare");
  const archive = readFileSync(join(__dirname, "../dist/plugin/objectshare.zip"));
  writeFileSync(program, unzipSync(archive)["terraform-provider-objectshare"] as Uint8Array);
  chmodSync(program, 0o755);
  const bare = join(directory, "bare.js");
  writeFileSync(bare, "console.log('ready'); setInterval(() => {}, 1000);");

  const env = {
    PATH: process.env["PATH"],
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: createCertificate().certificatePem,
  };
  const samples: { plugin: number[]; bare: number[] } = { plugin: [], bare: [] };
  for (let i = 0; i < STARTS; i++) {
    samples.plugin.push(await untilFirstLine(() => spawn(program, { env })));
    samples.bare.push(await untilFirstLine(() => spawn(process.execPath, [bare], { env })));
  }
  const [plugin, node] = [median(samples.plugin), median(samples.bare)];
  console.log("\nPlugin: from the start of the process to its first line\n");
  console.log(
    table(
      ["", "ms", "x Node"],
      [
        ["Node alone", node.toFixed(0), "1.00"],
        ["the plugin, handshake", plugin.toFixed(0), (plugin / node).toFixed(2)],
      ],
    ),
  );
  console.log(`\nbelow ${AIM_START_MS} ms: ${plugin.toFixed(0)}, ${judge(plugin < AIM_START_MS)}`);
  return plugin;
}

function untilFirstLine(start: () => ChildProcess): Promise<number> {
  const begin = performance.now();
  const child = start();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.stdout?.once("data", () => {
      const elapsed = performance.now() - begin;
      child.once("exit", () => resolve(elapsed));
      child.kill("SIGKILL");
    });
  });
}

function measureRuns(directory: string, start: number): void {
  const calls = join(directory, "calls");
  const literals = join(directory, "literals");
  const signed = synthesize(calls);
  const terraforms = { calls: new Terraform(signed), literals: new Terraform(literals) };
  try {
    terraforms.calls.succeed("init");
    terraforms.calls.succeed("apply", "-auto-approve");
    synthesizeLiterals(literals, terraforms.calls.outputs());
    terraforms.literals.succeed("init");
    terraforms.literals.succeed("apply", "-auto-approve");

    const samples: Record<keyof typeof terraforms, number[]> = { calls: [], literals: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [kind, terraform] of Object.entries(terraforms)) {
        samples[kind as keyof typeof samples].push(planAndApply(terraform));
      }
    }
    reportRuns(median(samples.calls), median(samples.literals), start);
  } finally {
    terraforms.calls.close();
    terraforms.literals.close();
  }
}

/** A stack of shares whose secret Terraform learns during apply. */
function synthesize(outdir: string): string {
  const app = new App({
    outdir,
    stackTraces: false,
    context: { signingTime: "2026-11-22T07:00:00Z" },
  });
  const stack = new TerraformStack(app, "bench");
  stack.addOverride("terraform.backend.local.path", join(outdir, "bench.tfstate"));
  const pair = new TerraformResource(stack, "pair", { terraformResourceType: "terraform_data" });
  pair.addOverride("input", CREDENTIALS);
  const signingKey = SigningKey.of({
    accessKeyId: pair.getStringAttribute("output.accessKeyId"),
    secretAccessKey: pair.getStringAttribute("output.secretAccessKey"),
  });
  const bucket = Bucket.of(BUCKET, { region: Region.EU_CENTRAL_3 });
  for (let i = 0; i < SHARES; i++) {
    const objectKey = `2026/customer-${i}/report.pdf`;
    const expiresIn = Duration.days(1);
    new PresignedUrl(stack, `share-${i}`, { bucket, objectKey, expiresIn, signingKey });
  }
  app.synth();
  return join(outdir, "stacks", "bench");
}

/** The same resource and outputs, with the values that the calls have given. */
function synthesizeLiterals(folder: string, outputs: ReturnType<Terraform["outputs"]>): void {
  mkdirSync(folder, { recursive: true });
  const json = {
    resource: { terraform_data: { pair: { input: CREDENTIALS } } },
    output: Object.fromEntries(
      Object.entries(outputs).map(([name, { value, sensitive }]) => [name, { value, sensitive }]),
    ),
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(json));
}

function planAndApply(terraform: Terraform): number {
  const begin = performance.now();
  terraform.succeed("plan", "-out=plan");
  terraform.succeed("apply", "plan");
  return performance.now() - begin;
}

function reportRuns(calls: number, literals: number, start: number): void {
  console.log(`\nTerraform: plan and apply of ${SHARES} shares that are signed at apply\n`);
  console.log(
    table(
      ["", "ms", "ratio"],
      [
        ["literal outputs", literals.toFixed(0), "1.00"],
        ["signed at apply", calls.toFixed(0), (calls / literals).toFixed(2)],
      ],
    ),
  );
  const each = (calls - literals) / (SHARES * WALKS);
  console.log(
    `\nat most ${AIM_CALL_MS} ms for each call and walk, starts of the plugin (${start.toFixed(0)} ms each) included: ${each.toFixed(2)}, ${judge(each <= AIM_CALL_MS)}`,
  );
}

function judge(reached: boolean): string {
  return reached ? "reached" : "MISSED";
}
