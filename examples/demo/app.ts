import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl, Region, SigningKey } from "cdktf-ionos-object-storage";

export const OBJECT_KEY = "2026/q3.csv";

/** What the demo goes on with. */
export interface Links {
  /** Where `cdk.tf.json` stands. */
  readonly stackFolder: string;

  /** When a synth gives other links, in ISO 8601. */
  readonly renewsAt: string;
}

/** The app of the demo, synthesized as if it were a given time. */
export function synthesize(options: {
  readonly folder: string;
  readonly at: Date;
  readonly endpoint: string;
  readonly bucket: string;
  readonly pair: { readonly accessKeyId: string; readonly secretAccessKey: string };
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

  app.synth();
  return { stackFolder: join(outdir, "stacks", "demo"), renewsAt: download.renewsAt };
}
