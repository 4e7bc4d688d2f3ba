import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Pair, type S3Server, startS3Server } from "../../test/sandbox/s3-server";
import { hasTerraform, Terraform } from "../../test/sandbox/terraform";
import { type Links, OBJECT_KEY, synthesize } from "./app";

const BUCKET = "acme-reports";

/** A pair in the format of today, as IONOS would generate it; the sandbox is the only server that knows it. */
const PAIR: Pair = {
  accessKeyId: randomBytes(69).toString("base64url"),
  secretAccessKey: randomBytes(48).toString("base64"),
};

type Outputs = Readonly<Record<string, { readonly value: unknown }>>;

async function demo(folder: string, server: S3Server): Promise<void> {
  const start = new Date();
  const synth = (at: Date): Links =>
    synthesize({ folder, at, endpoint: server.endpoint, bucket: BUCKET, pair: PAIR });

  const { stackFolder, renewsAt } = synth(start);
  const outputs = readOutputs(stackFolder);
  say("TypeScript became Terraform JSON: links to upload and to download, and what they grant.");
  show(JSON.stringify(outputs["Download_share"]?.value, null, 2));

  const terraform = hasTerraform() ? new Terraform(stackFolder) : undefined;
  try {
    let links: Outputs = outputs;
    if (terraform === undefined) {
      say(
        "There is no terraform on the PATH. Left out: init, plan, apply, the link that is signed at apply, and the second plan.",
      );
    } else {
      terraform.succeed("init");
      const plan = terraform.succeed("plan", "-no-color").text;
      assert(!plan.includes("X-Amz-Signature"));
      say("Terraform plans it, and shows no link:");
      show(matching(plan, /_url/));
      terraform.succeed("apply", "-auto-approve");
      links = terraform.outputs();
      say("Terraform has applied it; `terraform output -json` hands the links on.");
    }

    await use(String(links["Upload_url"]?.value), String(links["Download_url"]?.value), folder);
    if (terraform !== undefined) {
      await useHandover(String(links["Handover_url"]?.value), folder);
    }

    if (terraform !== undefined) {
      synth(new Date(Date.parse(renewsAt) - 1000));
      assert.equal(terraform.run("plan", "-detailed-exitcode").status, 0);
      say(`A synth one second before ${renewsAt}, the end of the window: the plan is empty.`);

      synth(new Date(renewsAt));
      const renewal = terraform.run("plan", "-detailed-exitcode", "-no-color");
      assert.equal(renewal.status, 2);
      say(
        "A synth one second later: the links are renewed, and a reviewer sees that nothing else is.",
      );
      show(matching(renewal.text, /~/));
    }
  } finally {
    terraform?.close();
  }
}

/** Uploads, downloads and tampers, with nothing but the links. */
async function use(uploadUrl: string, downloadUrl: string, folder: string): Promise<void> {
  const report = `quarter;revenue\nQ3;${Date.now()}\n`;
  const upload = await fetch(uploadUrl, {
    method: "PUT",
    body: report,
    headers: { "content-type": "text/csv" },
  });
  assert.equal(upload.status, 200);
  say(
    `Uploaded ${report.length} bytes to ${BUCKET}/${OBJECT_KEY} through the upload link, without a key.`,
  );

  const download = await fetch(downloadUrl);
  const file = join(folder, "q3.csv");
  writeFileSync(file, await download.text());
  assert.equal(download.status, 200);
  assert.equal(readFileSync(file, "utf8"), report);
  say("Downloaded them through the download link into a file: the same bytes.");

  const tampered = await fetch(downloadUrl.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")));
  const other = await fetch(downloadUrl.replace("q3.csv", "q4.csv"));
  const overwrite = await fetch(downloadUrl, { method: "PUT", body: "forged" });
  assert.deepEqual([tampered.status, other.status, overwrite.status], [403, 403, 403]);
  say("A tampered link, another object, an upload through the download link: 403, 403, 403.");
}

/** Downloads through the link that Terraform has signed during apply, with a secret that no synth knew. */
async function useHandover(url: string, folder: string): Promise<void> {
  const download = await fetch(url);
  assert.equal(download.status, 200);
  assert.equal(await download.text(), readFileSync(join(folder, "q3.csv"), "utf8"));
  say(
    "The link Handover was signed by Terraform itself, with a key that it only learnt during apply: the same bytes.",
  );
}

/** The outputs as they stand in the synthesized JSON. */
function readOutputs(stackFolder: string): Outputs {
  const json = readFileSync(join(stackFolder, "cdk.tf.json"), "utf8");
  return (JSON.parse(json) as { output: Outputs }).output;
}

function matching(text: string, pattern: RegExp): string {
  return text
    .split("\n")
    .filter((line) => pattern.test(line))
    .join("\n");
}

let steps = 0;

function say(text: string): void {
  steps += 1;
  console.log(`\n${steps}. ${text}`);
}

function show(text: string): void {
  console.log(text.replace(/^/gm, "     "));
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "share-demo-"));
  // The server and Terraform keep their files there too, so that all goes with it, also on Ctrl-C.
  process.env["TMPDIR"] = folder;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  const server = await startS3Server({ buckets: [BUCKET], pairs: [PAIR] });
  console.log(`An S3 server that checks signatures runs at ${server.endpoint}.`);
  try {
    await demo(folder, server);
    console.log("\nAll went as it should. The server has stopped, and its files are gone.");
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error("\nThe demo met a surprise:", error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
