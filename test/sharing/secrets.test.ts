import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { Duration, IonoscloudProvider, ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { share, testApp, USER_ID } from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";

test("no secret key and no signature stands in cdktf.out outside of sensitive outputs", () => {
  const app = testApp();
  const stack = new TerraformStack(app, "sharing");
  new IonoscloudProvider(stack, "ionos", {});
  const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);
  new ObjectStorageKey(stack, "Deploy", { user });
  const links = [
    share(stack, "Report"),
    // With a warning, which goes into the manifest.
    share(stack, "Upload", { method: "PUT", expiresIn: Duration.days(7) }),
  ];

  app.synth();

  const signatures = links.map(({ url }) => url.slice(-64));
  const files = readdirSync(app.outdir, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const contents = files.map((file) => readFileSync(file, "utf8"));
  expect(files.map((file) => file.slice(app.outdir.length + 1)).sort()).toEqual([
    "manifest.json",
    "stacks/sharing/cdk.tf.json",
  ]);
  expect(contents.join()).toContain("more than a day");

  for (const content of contents) {
    expect(content).not.toContain(SAMPLE_CREDENTIALS.secretAccessKey);
    const withoutSensitive = JSON.stringify(JSON.parse(content), (_key, value: unknown) =>
      (value as { sensitive?: boolean } | null)?.sensitive === true ? "" : value,
    );
    expect(signatures.filter((signature) => withoutSensitive.includes(signature))).toEqual([]);
    expect(withoutSensitive).not.toContain("X-Amz-Signature");
  }
});
