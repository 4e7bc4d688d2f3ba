import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl, Region, SigningKey } from "cdktf-ionos-object-storage";

export const OBJECT_KEY = "2026/q3.csv";

interface Pair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What the demo goes on with. */
export interface Links {
  /** Where `cdk.tf.json` stands. */
  readonly stackFolder: string;

  /** When a synth gives other links, in ISO 8601. */
  readonly renewsAt: string;
}

/** A resource in the place of a key: what it gives is not known before apply. */
function keyMadeDuringApply(stack: TerraformStack, pair: Pair): SigningKey {
  const key = new TerraformResource(stack, "Key", { terraformResourceType: "terraform_data" });
  key.addOverride("input", pair);
  return SigningKey.of({
    accessKeyId: key.getStringAttribute("output.accessKeyId"),
    secretAccessKey: key.getStringAttribute("output.secretAccessKey"),
  });
}

/** The app of the demo, synthesized as if it were a given time. */
export function synthesize(options: {
  readonly folder: string;
  readonly at: Date;
  readonly endpoint: string;
  readonly bucket: string;
  readonly pair: Pair;
}): Links {
  const outdir = join(options.folder, "cdktf.out");
  const app = new App({ outdir, context: { signingTime: options.at.toISOString() } });
  const stack = new TerraformStack(app, "demo");
  stack.addOverride("terraform.backend.local.path", join(options.folder, "demo.tfstate"));

  const region = Region.of({
    name: "eu-central-3",
    endpoint: options.endpoint,
    ownership: "contract-owned",
  });
  const common = {
    bucket: Bucket.of(options.bucket, { region }),
    objectKey: OBJECT_KEY,
    expiresIn: Duration.hours(2),
    renewEvery: Duration.hours(1),
    signingKey: SigningKey.of(options.pair),
  };
  new PresignedUrl(stack, "Upload", { ...common, method: "PUT", contentType: "text/csv" });
  const download = new PresignedUrl(stack, "Download", common);
  new PresignedUrl(stack, "Handover", {
    ...common,
    signingKey: keyMadeDuringApply(stack, options.pair),
  });

  app.synth();
  return { stackFolder: join(outdir, "stacks", "demo"), renewsAt: download.renewsAt };
}
