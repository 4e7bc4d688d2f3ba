import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import {
  Bucket,
  IonoscloudProvider,
  ObjectStorageKey,
  ObjectStorageUser,
  type PresignedUrlProps,
  Region,
  SigningKey,
} from "../../lib";
import {
  NOW,
  share,
  SIGNING_KEY,
  synth,
  type TerraformJson,
  testApp,
  testStack,
  USER_ID,
  warnings,
} from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";

type Locals = Readonly<Record<string, unknown>>;

function localsOf(json: TerraformJson): Locals {
  return (json as { locals?: Locals }).locals ?? {};
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function urlOf(stack: TerraformStack): string {
  return String(synth(stack).output?.["Report_url"]?.value);
}

function declaredKey(stack: TerraformStack, id = "Deploy"): ObjectStorageKey {
  const user =
    (stack.node.tryFindChild("User") as ObjectStorageUser | undefined) ??
    ObjectStorageUser.fromUserId(stack, "User", USER_ID);
  if (stack.node.tryFindChild("ionos") === undefined) {
    new IonoscloudProvider(stack, "ionos", {});
  }
  return new ObjectStorageKey(stack, id, { user });
}

function variable(stack: TerraformStack, id: string): string {
  return new TerraformVariable(stack, id, { type: "string" }).stringValue;
}

describe("PresignedUrl with a key that the same app declares", () => {
  test("has Terraform call the signer, with everything that is known at synth", () => {
    const stack = testStack();

    share(stack, "Report", {
      signingKey: declaredKey(stack),
      objectKey: "2026/u\u0308ber ${x}.pdf",
      responseHeaders: { contentDisposition: "inline" },
      versionId: "v1",
    });

    const json = synth(stack);
    expect(localsOf(json)).toEqual({
      objectshare_signing_key_1_pair_81CF56AD: {
        access_key_id: "${ionoscloud_s3_key.Deploy_7B206E61.id}",
        secret_access_key: "${sensitive(ionoscloud_s3_key.Deploy_7B206E61.secret_key)}",
      },
      objectshare_signing_key_1_credentials_F8DDCEFF:
        "${sensitive(local.objectshare_signing_key_1_pair_81CF56AD)}",
      objectshare_signing_key_1_fingerprint_92042FB6:
        "${nonsensitive(provider::objectshare::fingerprint(local.objectshare_signing_key_1_credentials_F8DDCEFF.access_key_id))}",
    });
    expect(json.output).toEqual({
      Report_url: {
        sensitive: true,
        value:
          '${sensitive(provider::objectshare::presign({ method = "GET", ' +
          'endpoint = "https://s3.eu-central-3.ionoscloud.com", region = "eu-central-3", ' +
          'bucket = "acme-reports", ' +
          `object_key_base64 = "${base64("2026/u\u0308ber ${x}.pdf")}", addressing = "path", ` +
          `query_base64 = { "response-content-disposition" = "${base64("inline")}", "versionId" = "${base64("v1")}" }, ` +
          "credentials = local.objectshare_signing_key_1_credentials_F8DDCEFF, " +
          'signed_at = "2026-11-22T06:00:00Z", expires_in_seconds = 43200 }))}',
      },
      Report_share: {
        value: {
          format: "presigned-url/1",
          method: "GET",
          bucket: "acme-reports",
          object_key: "2026/u\u0308ber $${x}.pdf",
          version_id: "v1",
          region: "eu-central-3",
          endpoint: "https://s3.eu-central-3.ionoscloud.com",
          signed_headers: {},
          signed_at: "2026-11-22T06:00:00Z",
          expires_at: "2026-11-22T18:00:00Z",
          renews_at: "2026-11-22T12:00:00Z",
          access_key_fingerprint: "${local.objectshare_signing_key_1_fingerprint_92042FB6}",
        },
      },
    });
  });

  test("has the same attributes as one that is signed at synth", () => {
    const stack = testStack();
    const props = { method: "PUT", contentType: "text/csv" } as const;

    const later = share(stack, "Later", { signingKey: declaredKey(stack), ...props });
    const now = share(stack, "Now", props);

    for (const name of ["signedAt", "expiresAt", "renewsAt", "signedHeaders"] as const) {
      expect(later[name]).toEqual(now[name]);
    }
    expect(later.url).toMatch(/^\$\{TfToken\[/);
  });

  test("is signed once, in a local, where the app uses the link elsewhere too", () => {
    const stack = testStack();
    const link = share(stack, "Report", { signingKey: declaredKey(stack) });
    const call = urlOf(stack);

    new TerraformOutput(stack, "again", { value: link.url, sensitive: true });

    expect(call).toMatch(/^\$\{sensitive\(provider::objectshare::presign\(/);
    expect(localsOf(synth(stack))["Report_signed_A1DC8B66"]).toBe(call);
    expect(urlOf(stack)).toBe("${local.Report_signed_A1DC8B66}");
    expect(synth(stack).output?.["again"]?.value).toBe("${local.Report_signed_A1DC8B66}");
  });

  test("computes the fingerprint once for all links of a key", () => {
    const stack = testStack();
    const [one, other] = [declaredKey(stack, "One"), declaredKey(stack, "Other")];

    share(stack, "A", { signingKey: one });
    share(stack, "B", { signingKey: one });
    share(stack, "C", { signingKey: other });

    const calls = Object.values(localsOf(synth(stack))).filter(
      (local) => typeof local === "string" && local.includes("::fingerprint("),
    );
    expect(calls).toHaveLength(2);
  });

  test("gives the link to another stack, which needs no plugin for it", () => {
    const app = testApp();
    const stack = new TerraformStack(app, "sharing");
    const link = share(stack, "Report", { signingKey: declaredKey(stack) });
    const user = new TerraformStack(app, "using");
    new TerraformOutput(user, "link", { value: link.url, sensitive: true });

    app.synth();

    const using = readFileSync(join(app.outdir, "stacks/using/cdk.tf.json"), "utf8");
    expect(using).toContain("terraform_remote_state");
    expect(using).not.toContain("provider::objectshare");
    expect(readdirSync(join(app.outdir, "stacks/using"))).toEqual(["cdk.tf.json"]);
  });
});

describe("PresignedUrl signs at apply when a token stands for", () => {
  test("the bucket name", () => {
    const stack = testStack();
    const bucket = Bucket.of(`acme-${variable(stack, "name")}`, { region: Region.DE });

    share(stack, "Report", { bucket });

    expect(urlOf(stack)).toContain("bucket = local.Report_bucket_FA2A25B1,");
    expect(localsOf(synth(stack))["Report_bucket_FA2A25B1"]).toBe("acme-${var.name}");
    expect(synth(stack).output?.["Report_share"]?.value).toMatchObject({
      bucket: "acme-${var.name}",
      access_key_fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
  });

  test("a part of the object key, whatever stands around it", () => {
    const stack = testStack();

    share(stack, "Report", { objectKey: `"\\\${a}%{b}$$${variable(stack, "day")}%.pdf` });

    const objectKey = '"\\$${a}%%{b}${"$$"}${var.day}%.pdf';
    expect(urlOf(stack)).toContain("object_key = local.Report_object_key_8F34FCA3,");
    expect(localsOf(synth(stack))["Report_object_key_8F34FCA3"]).toBe(objectKey);
    expect(synth(stack).output?.["Report_share"]?.value).toMatchObject({ object_key: objectKey });
  });

  test("the version", () => {
    const stack = testStack();

    share(stack, "Report", {
      versionId: variable(stack, "version"),
      responseHeaders: { contentType: "text/csv" },
    });

    expect(urlOf(stack)).toContain(
      `query = { versionId = local.Report_version_F25D1F85 }, query_base64 = { "response-content-type" = "${base64("text/csv")}" },`,
    );
    expect(localsOf(synth(stack))["Report_version_F25D1F85"]).toBe("${var.version}");
  });

  test.each(["accessKeyId", "secretAccessKey", "sessionToken"])("the %s alone", (part) => {
    const stack = testStack();
    const signingKey = SigningKey.of({ ...SAMPLE_CREDENTIALS, [part]: variable(stack, "part") });

    share(stack, "Report", { signingKey });

    expect(urlOf(stack)).toContain("::presign(");
  });
});

describe("PresignedUrl that is signed at apply fails at synth when", () => {
  test.each<[string, (name: string) => Partial<PresignedUrlProps>, string]>([
    [
      "the object key has a dot segment before a token",
      (name) => ({ objectKey: `../${name}` }),
      'objectKey: must not have the segment "..", which HTTP clients fold away (the link would be dead or open another object), got "../x" ("x" stands for what Terraform resolves later)',
    ],
    [
      "what is known of the object key is not in NFC",
      (name) => ({ objectKey: `u\u0308ber/${name}` }),
      "objectKey: must be in Unicode NFC around what Terraform resolves, as Terraform normalises the whole, got another form",
    ],
    [
      "a mark follows a token, with which Terraform would join it",
      (name) => ({ objectKey: `${name}\u0308` }),
      "objectKey: must be in Unicode NFC around what Terraform resolves, as Terraform normalises the whole, got another form",
    ],
    [
      "what is known of the bucket name breaks the naming rules",
      (name) => ({ bucket: Bucket.of(`Acme-${name}`, { region: Region.DE }) }),
      'bucket: must consist of lower-case letters, digits, hyphens, periods and underscores, got "Acme-x" (did you mean "acme-x"?) ("x" stands for what Terraform resolves later)',
    ],
    [
      "a known object key beside an unknown bucket has a dot segment",
      (name) => ({ bucket: Bucket.of(name, { region: Region.DE }), objectKey: "a/./b" }),
      'objectKey: must not have the segment ".", which HTTP clients fold away (the link would be dead or open another object), got "a/./b"',
    ],
    [
      "a known access key beside an unknown name is too old for the region",
      (name) => ({
        objectKey: name,
        signingKey: SigningKey.of({ ...SAMPLE_CREDENTIALS, accessKeyId: "a".repeat(20) }),
      }),
      "signingKey: must be generated since 2024-04-25 (access key of 92 characters) for a bucket of the contract-owned region eu-central-3, got an access key of 20 characters",
    ],
    [
      "the content type is a token",
      (name) => ({ method: "PUT", contentType: name, objectKey: name }),
      "contentType: must be known when the URL is signed, got a cdktf token (a value that Terraform resolves later)",
    ],
  ])("%s", (_name, propsOf, message) => {
    const stack = testStack();
    const props = propsOf(variable(stack, "name"));

    expect(() => share(stack, "Report", props)).toThrow(
      new Error(`${message} (at sharing/Report)`),
    );
  });

  test("a known half of the pair is malformed", () => {
    const stack = testStack();

    expect(() =>
      SigningKey.of({ accessKeyId: "a b", secretAccessKey: variable(stack, "secret") }),
    ).toThrow(/^accessKeyId: must not have white space/);
  });
});

test("an access key of 20 characters that only Terraform knows is no matter at synth", () => {
  const stack = testStack();
  const signingKey = SigningKey.of({
    accessKeyId: variable(stack, "access_key"),
    secretAccessKey: variable(stack, "secret_key"),
  });

  expect(() => share(stack, "Report", { signingKey })).not.toThrow();
});

describe("PresignedUrl that is signed at apply warns when", () => {
  test("a secret key that the app knows must stand in clear", () => {
    const stack = testStack();

    share(stack, "Report", { objectKey: variable(stack, "name") });

    expect(warnings(stack)).toEqual([
      "signingKey: stands in clear in cdk.tf.json, as the link can only be signed at apply (give tokens instead, such as those of a sensitive TerraformVariable or of an ObjectStorageKey)",
    ]);
  });

  test("Terraform will show a text in another form than the link has", () => {
    const stack = testStack();

    share(stack, "Report", { signingKey: declaredKey(stack), objectKey: "u\u0308ber.pdf" });

    expect(warnings(stack)).toEqual([
      "objectKey: is not in Unicode NFC; the link opens this very object, but Terraform normalises the text in the share's descriptor",
    ]);
  });

  test("its key is not the bucket owner's", () => {
    const stack = testStack();
    const owner = ObjectStorageUser.fromUserId(stack, "Owner", variable(stack, "owner"));
    const bucket = Bucket.of(variable(stack, "name"), { region: Region.DE, owner });

    share(stack, "Report", { signingKey: declaredKey(stack), bucket });

    expect(warnings(stack)).toEqual([
      "signingKey: belongs to sharing/User, but IONOS lets only the owner of the bucket, sharing/Owner, share its objects: the link may be refused",
    ]);
  });
});

describe("The stack's folder", () => {
  const MIRROR = "terraform.d/plugins/cdktf-ionos-object-storage.invalid/local/objectshare";

  function synthInto(outdir: string, isSignedAtApply: boolean): string {
    const app = new App({ outdir, stackTraces: false, context: { signingTime: NOW } });
    const stack = new TerraformStack(app, "links");
    share(stack, "Report", {
      signingKey: isSignedAtApply ? declaredKey(stack) : SIGNING_KEY,
    });
    app.synth();
    return join(outdir, "stacks/links");
  }

  test("has the plugin for four platforms, and the Terraform that it needs", () => {
    const folder = synthInto(testApp().outdir, true);

    const archives = readdirSync(join(folder, MIRROR)).sort();
    const version = /_(0\.\d+\.\d+-h[0-9a-f]{12})_/.exec(archives[0]!)?.[1];
    expect(archives).toEqual(
      ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64"].map(
        (platform) => `terraform-provider-objectshare_${version}_${platform}.zip`,
      ),
    );
    const hashes = archives.map((archive) =>
      createHash("sha256")
        .update(readFileSync(join(folder, MIRROR, archive)))
        .digest("hex"),
    );
    expect(new Set(hashes).size).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, "objectshare.tf.json"), "utf8"))).toEqual({
      terraform: { required_version: ">= 1.8.0" },
    });
    const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
      terraform: { required_providers: Record<string, unknown> };
    };
    expect(json.terraform.required_providers["objectshare"]).toEqual({
      source: "cdktf-ionos-object-storage.invalid/local/objectshare",
      version,
    });
  });

  test("has no plugin where all is signed at synth, also when it once had one", () => {
    const { outdir } = testApp();

    const folder = synthInto(outdir, true);
    expect(existsSync(join(folder, MIRROR))).toBe(true);
    synthInto(outdir, false);

    expect(readdirSync(join(folder, "terraform.d/plugins"))).toEqual([]);
    expect(existsSync(join(folder, "objectshare.tf.json"))).toBe(false);
  });

  test("has no archive of another version than the stack asks for", () => {
    const { outdir } = testApp();
    const folder = synthInto(outdir, true);
    const old = join(folder, MIRROR, "terraform-provider-objectshare_0.0.9-h1_linux_amd64.zip");
    writeFileSync(old, "");

    synthInto(outdir, true);

    expect(existsSync(old)).toBe(false);
    expect(readdirSync(join(folder, MIRROR))).toHaveLength(4);
  });
});
