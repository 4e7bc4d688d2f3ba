import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { Bucket, Region, SigningKey } from "../../lib";
import { installPlugin, pluginVersion } from "../../lib/plugin/package";
import { signShare } from "../../lib/sharing/sign-share";
import { fingerprint, presign } from "../../lib/signing";
import { describeWithTerraform } from "../describe-with-terraform";
import { share, testApp } from "../program";
import { Terraform } from "../sandbox/terraform";
import { readVectors, SAMPLE_CREDENTIALS, VALID_REQUEST } from "../signing/requests";

/** Terraform's own resource in the place of a key: what it outputs is not known before apply. */
class Later extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly values: Readonly<Record<string, string>>,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }

  /** Token for one of the values. */
  public get(name: string): string {
    return this.getStringAttribute(`output.${name}`);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.values };
  }
}

function pairOf(later: Later): SigningKey {
  return SigningKey.of({
    accessKeyId: later.get("accessKeyId"),
    secretAccessKey: later.get("secretAccessKey"),
  });
}

/** Synthesizes one stack, always into the same folder, with its state beside it. */
function synthInto(outdir: string, time: string, build: (stack: TerraformStack) => void): string {
  const app = new App({ outdir, stackTraces: false, context: { signingTime: time } });
  const stack = new TerraformStack(app, "links");
  stack.addOverride("terraform.backend.local.path", join(outdir, "links.tfstate"));
  build(stack);
  app.synth();
  return join(outdir, "stacks", "links");
}

interface PlanJson {
  readonly output_changes: Readonly<
    Record<string, { readonly actions: readonly string[]; readonly after_unknown: unknown }>
  >;
  readonly resource_changes?: readonly unknown[];
}

function planOf(terraform: Terraform): { status: number | null; text: string; json: PlanJson } {
  const { status, text } = terraform.run("plan", "-detailed-exitcode", "-out=plan");
  const json = JSON.parse(terraform.succeed("show", "-json", "plan").stdout) as PlanJson;
  return { status, text, json };
}

describeWithTerraform(
  "200 recorded requests, signed with secrets that only the apply knows",
  () => {
    const vectors = readVectors()
      .sort((a, b) => Number(isNfc(a.request.objectKey)) - Number(isNfc(b.request.objectKey)))
      .slice(0, 200);
    const { outdir } = testApp();
    let terraform: Terraform;

    beforeAll(() => {
      const folder = synthInto(outdir, "2026-11-22T06:00:00Z", (stack) => {
        vectors.forEach(({ request }, i) => {
          const { sessionToken, ...pair } = request.credentials;
          const later = new Later(stack, `Key${i}`, {
            ...pair,
            ...(sessionToken && { sessionToken }),
          });
          const credentials = {
            accessKeyId: later.get("accessKeyId"),
            secretAccessKey: later.get("secretAccessKey"),
            ...(sessionToken && { sessionToken: later.get("sessionToken") }),
          };
          const { url } = signShare(later, { ...request, credentials }, later);
          new TerraformOutput(stack, `url${i}`, { value: url, sensitive: true });
        });
      });
      terraform = new Terraform(folder);
      terraform.succeed("init");
    });

    afterAll(() => terraform.close());

    test("are known after apply, and equal what the signer computes, byte for byte", () => {
      expect(vectors.some(({ request }) => !isNfc(request.objectKey))).toBe(true);
      const { json } = planOf(terraform);
      expect(Object.values(json.output_changes).map(({ after_unknown }) => after_unknown)).toEqual(
        vectors.map(() => true),
      );

      terraform.succeed("apply", "plan");

      const outputs = terraform.outputs();
      vectors.forEach(({ request, url }, i) => {
        expect(outputs[`url${i}`]).toMatchObject({ value: url, sensitive: true });
        expect(presign(request)).toBe(url);
      });
    });

    test("stay as they are: the second plan is empty", () => {
      expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);
    });
  },
);

function isNfc(text: string): boolean {
  return text === text.normalize("NFC");
}

describeWithTerraform("A stack whose links are signed at apply", () => {
  const OBJECT_KEYS = [
    "2026/q3.pdf",
    "${path.cwd}",
    "%{ if true }x%{ endif }",
    "$${a}",
    "$$$${a}",
    "%%{a}",
    'quote"and\\backslash\n\t\r.txt',
    "\u2028 \u00a0 \ufeff\u0007",
    "u\u0308ber gro\u0308ße 😀 語",
  ];
  const NAME = 'made "here"';
  const { outdir } = testApp();
  let folder: string;
  let terraform: Terraform;

  function synthAt(time: string): void {
    folder = synthInto(outdir, time, (stack) => {
      const later = new Later(stack, "Key", {
        ...SAMPLE_CREDENTIALS,
        bucket: "made-here",
        name: NAME,
      });
      const signingKey = pairOf(later);
      OBJECT_KEYS.forEach((objectKey, i) => share(stack, `Odd${i}`, { signingKey, objectKey }));
      const bucket = Bucket.of(later.get("bucket"), { region: Region.DE });
      const objectKey = `"$$${later.get("name")}\\\${x}%`;
      share(stack, "Upload", {
        signingKey,
        bucket,
        objectKey,
        method: "PUT",
        contentType: 'text/csv; name="u\u0308"',
      });
      const download = share(stack, "Version", { signingKey, versionId: later.get("name") });
      new TerraformOutput(stack, "again", { value: download.url, sensitive: true });
    });
  }

  beforeAll(() => {
    synthAt("2026-11-22T06:00:00Z");
    terraform = new Terraform(folder);
    terraform.succeed("init");
  });

  afterAll(() => terraform.close());

  test("never shows a link, neither in the plan nor in the apply", () => {
    const plan = planOf(terraform);
    const apply = terraform.succeed("apply", "plan");

    expect(plan.text).toMatch(/Upload_url += \(sensitive value\)/);
    expect(plan.text).toMatch(/access_key_fingerprint += \(known after apply\)/);
    expect(plan.json.output_changes["Odd0_url"]?.after_unknown).toBe(true);
    expect(plan.text + apply.text).not.toMatch(/X-Amz-Signature/);
  });

  test("gives each link to the very object, whatever its name has", () => {
    const outputs = terraform.outputs();
    const common = {
      ...VALID_REQUEST,
      bucket: "acme-reports",
      signedAt: new Date("2026-11-22T06:00:00Z"),
      expiresInSeconds: 43200,
    };

    OBJECT_KEYS.forEach((objectKey, i) => {
      expect(outputs[`Odd${i}_url`]?.value).toBe(presign({ ...common, objectKey }));
      expect(outputs[`Odd${i}_share`]?.value).toMatchObject({
        object_key: objectKey.normalize("NFC"),
        access_key_fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      });
    });
    expect(outputs["Upload_url"]?.value).toBe(
      presign({
        ...common,
        endpoint: "https://s3.eu-central-1.ionoscloud.com",
        region: "de",
        bucket: "made-here",
        method: "PUT",
        objectKey: `"$$${NAME}\\\${x}%`,
        headers: { "content-type": 'text/csv; name="u\u0308"' },
      }),
    );
    expect(outputs["Upload_share"]?.value).toMatchObject({ object_key: `"$$${NAME}\\\${x}%` });
    expect(outputs["Version_url"]?.value).toBe(
      presign({ ...common, objectKey: "2026/q3.pdf", query: { versionId: NAME } }),
    );
    expect(outputs["again"]?.value).toBe(outputs["Version_url"]?.value);
  });

  test("plans nothing in the same window, and exactly its outputs in the next", () => {
    synthAt("2026-11-22T11:59:59Z");
    expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);

    synthAt("2026-11-22T12:00:00Z");
    const { status, json } = planOf(terraform);

    expect(status).toBe(2);
    const changed = Object.entries(json.output_changes).filter(
      ([, { actions }]) => actions.join() !== "no-op",
    );
    const shares = [...OBJECT_KEYS.map((_, i) => `Odd${i}`), "Upload", "Version"];
    expect(changed.map(([name]) => name).sort()).toEqual(
      ["again", ...shares.flatMap((name) => [`${name}_share`, `${name}_url`])].sort(),
    );
    const resources = json.resource_changes as { change: { actions: string[] } }[];
    expect(resources.map(({ change }) => change.actions)).toEqual([["no-op"]]);
  });

  test("goes on in a copy of its folder, and can be destroyed there", () => {
    const copy = join(outdir, "copy");
    cpSync(folder, copy, { recursive: true });
    rmSync(join(copy, ".terraform"), { recursive: true });
    const cache = join(outdir, "cache");
    mkdirSync(cache);
    // As the cdktf CLI does; it must not tie the folder to the place that the plugin came from.
    const elsewhere = new Terraform(copy, { env: { TF_PLUGIN_CACHE_DIR: cache } });
    try {
      elsewhere.succeed("init");
      rmSync(join(copy, "terraform.d"), { recursive: true });
      elsewhere.succeed("apply", "-auto-approve");
      elsewhere.succeed("destroy", "-auto-approve");
      expect(elsewhere.outputs()).toEqual({});
    } finally {
      elsewhere.close();
    }
  });

  test("has a lock file that holds on all four platforms", () => {
    const lockFile = join(folder, ".terraform.lock.hcl");
    const before = readFileSync(lockFile, "utf8");

    terraform.succeed(
      "providers",
      "lock",
      "-fs-mirror=terraform.d/plugins",
      ...["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"].map(
        (platform) => `-platform=${platform}`,
      ),
    );

    expect(readFileSync(lockFile, "utf8")).toBe(before);
  });

  test("needs no more than another init when its plugin has another version", () => {
    const lockFile = join(folder, ".terraform.lock.hcl");
    const locked = readFileSync(lockFile, "utf8");
    const foreign =
      'provider "registry.terraform.io/ionos-cloud/ionoscloud" {\n  version = "6.7.34"\n}\n';
    writeFileSync(lockFile, `${locked.replaceAll(pluginVersion(), "0.0.9-h0")}\n${foreign}`);
    expect(terraform.run("init").status).toBe(1);

    synthAt("2026-11-22T12:00:00Z");

    expect(readFileSync(lockFile, "utf8")).toContain(foreign);
    terraform.succeed("init");
    terraform.succeed("plan");
    expect(readFileSync(lockFile, "utf8")).toContain(pluginVersion());
  });

  test("says at once when Terraform is too old for it", () => {
    const file = join(folder, "objectshare.tf.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(">= 1.8.0", ">= 99.0.0"));

    const { text: refusal } = terraform.run("plan");
    writeFileSync(file, text);

    expect(refusal).toMatch(/Unsupported Terraform Core version/);
  });

  test("is found in a mirror where a provider_installation block hides its own folder", () => {
    const mirror = join(outdir, "mirror");
    const cliConfig = `provider_installation {
      filesystem_mirror {
        path = ${JSON.stringify(mirror)}
      }
    }`;
    const company = new Terraform(folder, { cliConfig });
    try {
      rmSync(join(folder, ".terraform"), { recursive: true });
      const { status, text } = company.run("init");
      expect(status).toBe(1);
      expect(text).toMatch(/objectshare/);

      installPlugin(mirror);

      company.succeed("init");
      company.succeed("validate");
    } finally {
      company.close();
    }
  });
});

describeWithTerraform("A pair in Terraform variables", () => {
  const { outdir } = testApp();
  let file: string;
  let terraform: Terraform;

  beforeAll(() => {
    const folder = synthInto(outdir, "2026-11-22T06:00:00Z", (stack) => {
      const variable = (id: string, value: string, sensitive: boolean): string =>
        new TerraformVariable(stack, id, { type: "string", default: value, sensitive }).stringValue;
      const signingKey = SigningKey.of({
        accessKeyId: variable("access_key", SAMPLE_CREDENTIALS.accessKeyId, true),
        // Not sensitive, as a secret key of the official provider.
        secretAccessKey: variable("secret_key", SAMPLE_CREDENTIALS.secretAccessKey, false),
      });
      share(stack, "Report", { signingKey });
    });
    file = join(folder, "cdk.tf.json");
    terraform = new Terraform(folder);
    terraform.succeed("init");
  });

  afterAll(() => terraform.close());

  test("may be sensitive, and its fingerprint is shown all the same", () => {
    expect(terraform.succeed("plan").text).toContain(
      `access_key_fingerprint = "${fingerprint(SAMPLE_CREDENTIALS.accessKeyId)}"`,
    );
  });

  test("keeps its link from an output that is not sensitive", () => {
    const right = readFileSync(file, "utf8");
    writeFileSync(
      file,
      right.replace('"sensitive": true,\n      "value": "${sens', '"value": "${sens'),
    );

    const { status, text } = terraform.run("plan", "-no-color");
    writeFileSync(file, right);

    expect(status).toBe(1);
    expect(text).toContain("Output refers to sensitive values");
    expect(text).not.toContain("X-Amz-Signature");
  });

  test.each<[string, [RegExp, string], string]>([
    [
      "a life over seven days",
      [/expires_in_seconds = 43200/, "expires_in_seconds = 604801"],
      "expires_in_seconds: must be a whole number from 1 to 604800 (7 days), got 604801.",
    ],
    [
      "a life that is a text",
      [/expires_in_seconds = 43200/, String.raw`expires_in_seconds = \"3600\"`],
      'expires_in_seconds: must be a whole number from 1 to 604800 (7 days), got "3600".',
    ],
    [
      "a dot segment in the object key",
      [/object_key_base64 = \\"[^"]*"/, String.raw`object_key = \"a/../b\"`],
      'object_key: must not have the segment "..", which HTTP clients fold away (the link would be dead or open another object), got "a/../b".',
    ],
    [
      "a misspelt attribute",
      [/addressing = \\"path\\"/, String.raw`header = { range = \"bytes=0-9\" }`],
      'got "header" (did you mean "headers"?).',
    ],
    [
      "the halves of the pair in the wrong places",
      [/"access_key_id": "[^"]*"/, '"access_key_id": "${var.secret_key}"'],
      'access_key_id: must not have a "/", which parts the credential scope, got one with it (is it the secret key?).',
    ],
  ])("is not shown when the plan stops at %s", (_name, [pattern, replacement], message) => {
    const right = readFileSync(file, "utf8");
    writeFileSync(
      file,
      right.replace(pattern, () => replacement),
    );

    const { status, text } = terraform.run("plan", "-no-color");
    writeFileSync(file, right);

    expect(status).toBe(1);
    expect(text.replace(/\s*\n[│\s]*/g, " ")).toContain(message);
    expect(text).not.toContain(SAMPLE_CREDENTIALS.secretAccessKey);
  });
});
