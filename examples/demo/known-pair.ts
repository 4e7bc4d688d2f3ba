import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl, Region, SigningKey } from "cdktf-ionos-object-storage";
import { startS3Server } from "../../test/sandbox/s3-server";
import { BUCKET, OBJECT_KEY, use } from "./links";
import { say, show } from "./narrate";

/** A pair in the format of today, as IONOS would generate it; the sandbox is the only server that knows it. */
const PAIR = {
  accessKeyId: randomBytes(69).toString("base64url"),
  secretAccessKey: randomBytes(48).toString("base64"),
};

/** What needs no Terraform: links of a pair that exists are finished when the app has run. */
export async function knownPair(folder: string): Promise<void> {
  const server = await startS3Server({ buckets: [BUCKET], pairs: [PAIR] });
  console.log(`An S3 server that checks signatures runs at ${server.endpoint}.`);
  try {
    const outputs = synthesize(join(folder, "cdktf.out"), server.endpoint);
    say("TypeScript became Terraform JSON: links to upload and to download, and what they grant.");
    show(JSON.stringify(outputs["Download_share"]?.value, null, 2));

    await use(String(outputs["Upload_url"]?.value), String(outputs["Download_url"]?.value));

    say(
      "There is no terraform on the PATH. Left out: keys that Terraform makes, links signed with them, every plan and apply.",
    );
  } finally {
    await server.close();
  }
}

/** @returns the outputs as they stand in the synthesized JSON */
function synthesize(
  outdir: string,
  endpoint: string,
): Readonly<Record<string, { readonly value: unknown }>> {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "demo");
  const region = Region.of({ name: "eu-central-3", endpoint, ownership: "contract-owned" });
  const common = {
    bucket: Bucket.of(BUCKET, { region }),
    objectKey: OBJECT_KEY,
    expiresIn: Duration.hours(2),
    signingKey: SigningKey.of(PAIR),
  };
  new PresignedUrl(stack, "Upload", { ...common, method: "PUT", contentType: "text/csv" });
  new PresignedUrl(stack, "Download", common);
  app.synth();

  const json = readFileSync(join(outdir, "stacks", "demo", "cdk.tf.json"), "utf8");
  return (JSON.parse(json) as { output: ReturnType<typeof synthesize> }).output;
}
