import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { readVectors } from "../signing/requests";
import { share, testApp } from "../program";
import { describeWithTerraform } from "../describe-with-terraform";
import { Terraform } from "../sandbox/terraform";

/** Object keys that Terraform would evaluate, unescape or fold if they were not written with care. */
const OBJECT_KEYS = [
  "2026/q3.pdf",
  "${path.cwd}",
  "%{ if true }x%{ endif }",
  "$${a}",
  "$$${a}",
  "$$$${a}",
  "%%{a}",
  "%%%{a}",
  "$%{a}",
  "$ {a} $",
  "{$}{%}",
  'quote"and\\backslash\n\t.txt',
  "über größe 😀 語",
];

const SHARES = 50;

describeWithTerraform("Terraform", () => {
  const outdir = testApp().outdir;
  const folder = join(outdir, "stacks", "shares");
  let terraform: Terraform;

  /** Synthesizes the downloads and one upload, always into the same folder. */
  function synthAt(signingTime: string): void {
    const app = new App({ outdir, stackTraces: false, context: { signingTime } });
    const stack = new TerraformStack(app, "shares");
    // cdktf's default would be a file in the working directory.
    stack.addOverride("terraform.backend.local.path", join(outdir, "shares.tfstate"));
    OBJECT_KEYS.forEach((objectKey, i) => share(stack, `Odd${i}`, { objectKey }));
    readVectors()
      .slice(0, SHARES - OBJECT_KEYS.length)
      .forEach(({ request: { objectKey } }, i) => share(stack, `Vector${i}`, { objectKey }));
    share(stack, "Upload", {
      method: "PUT",
      contentType: "text/csv",
    });
    app.synth();
  }

  beforeAll(() => {
    synthAt("2026-11-22T06:00:00Z");
    terraform = new Terraform(folder);
    terraform.succeed("init");
  });

  afterAll(() => terraform.close());

  test("accepts a stack of shares, and never shows a URL", () => {
    terraform.succeed("validate");
    const plan = terraform.succeed("plan");
    const apply = terraform.succeed("apply", "-auto-approve");

    expect(plan.text).toContain('"2026/q3.pdf"');
    expect(plan.text).toMatch(/Odd0_url += \(sensitive value\)/);
    expect(plan.text + apply.text).not.toMatch(/X-Amz-Signature/);
  });

  test("outputs every URL and object key as they are", async () => {
    const outputs = terraform.outputs();
    const json = JSON.parse(await readFile(join(folder, "cdk.tf.json"), "utf8")) as {
      output: Record<string, { value: string }>;
    };

    OBJECT_KEYS.forEach((objectKey, i) => {
      expect(outputs[`Odd${i}_share`]?.value).toMatchObject({ object_key: objectKey });
      expect(outputs[`Odd${i}_url`]).toMatchObject({
        value: json.output[`Odd${i}_url`]?.value,
        sensitive: true,
      });
    });
  });

  test("plans nothing for another synth in the same window", () => {
    synthAt("2026-11-22T11:59:59.999Z");

    expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);
  });

  test("plans exactly the outputs anew for a synth in the next window", () => {
    synthAt("2026-11-22T12:00:00Z");

    const plan = terraform.run("plan", "-detailed-exitcode", "-out=next.tfplan");
    const { output_changes, resource_changes } = JSON.parse(
      terraform.succeed("show", "-json", "next.tfplan").stdout,
    ) as {
      output_changes: Record<string, { actions: string[]; before: object; after: object }>;
      resource_changes?: unknown[];
    };

    expect(plan.status).toBe(2);
    expect(resource_changes ?? []).toEqual([]);
    expect(Object.keys(output_changes)).toHaveLength(2 * (SHARES + 1));
    for (const [name, { actions, before, after }] of Object.entries(output_changes)) {
      expect(actions).toEqual(["update"]);
      if (name.endsWith("_share")) {
        expect(after).toEqual({
          ...before,
          signed_at: "2026-11-22T12:00:00Z",
          expires_at: "2026-11-23T00:00:00Z",
          renews_at: "2026-11-22T18:00:00Z",
        });
      }
    }
  });
});
