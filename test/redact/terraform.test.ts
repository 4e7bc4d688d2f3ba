import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import { mark, Redactor } from "../../lib/redact";
import { describeWithTerraform } from "../describe-with-terraform";
import { share, testApp } from "../program";
import { Terraform } from "../sandbox/terraform";
import { ACCESS_KEY, LEGACY_SECRET, OTHER_SECRET, SECRET, signatureOf } from "./samples";

/** Terraform's own resource in the place of a key: it has the secret in an attribute of that name. */
class Key extends TerraformResource {
  public constructor(
    stack: TerraformStack,
    id: string,
    private readonly secret: string,
  ) {
    super(stack, id, { terraformResourceType: "terraform_data" });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { secret } = this;
    return { input: { access_key: ACCESS_KEY, secret_key: secret }, triggers_replace: secret };
  }
}

interface Outputs<T> {
  readonly outputs: { readonly Report_url: T };
}

/** Where the JSON of a plan has the value of an output. */
interface PlanJson {
  readonly planned_values: Outputs<{ readonly value: string }>;
  readonly output_changes: {
    readonly Report_url: { readonly before: string; readonly after: string };
  };
  readonly prior_state: { readonly values: Outputs<{ readonly value: string }> };
  readonly configuration: {
    readonly root_module: Outputs<{ readonly expression: { readonly constant_value: string } }>;
  };
}

describeWithTerraform("In what Terraform writes of a stack with a link and a key", () => {
  const { outdir } = testApp();
  const folder = join(outdir, "stacks", "redact");
  const signatures: string[] = [];
  let terraform: Terraform;
  let texts: Record<string, string>;

  function synthAt(signingTime: string, secret: string): string {
    const app = new App({ outdir, stackTraces: false, context: { signingTime } });
    const stack = new TerraformStack(app, "redact");
    stack.addOverride("terraform.backend.local.path", join(outdir, "redact.tfstate"));
    signatures.push(signatureOf(share(stack).url));
    const key = new Key(stack, "Deploy", secret);
    const secretOf = key.getStringAttribute("output.secret_key");
    new TerraformOutput(stack, "shown", { value: secretOf });
    new TerraformOutput(stack, "secret", { value: secretOf, sensitive: true });
    new TerraformOutput(stack, "secret_key", { value: LEGACY_SECRET });
    new TerraformVariable(stack, "s3_secret_key", { type: "string", default: LEGACY_SECRET });
    app.synth();
    return readFileSync(join(folder, "cdk.tf.json"), "utf8");
  }

  beforeAll(() => {
    synthAt("2026-11-22T06:00:00Z", SECRET);
    terraform = new Terraform(folder);
    terraform.succeed("init");
    const created = terraform.succeed("plan", "-out=plan").text;
    terraform.succeed("apply", "plan");
    const synthesized = synthAt("2026-11-22T12:00:00Z", OTHER_SECRET);
    texts = {
      "plan of creation": created,
      "cdk.tf.json": synthesized,
      "plan text": terraform.succeed("plan", "-out=plan", "-no-color").text,
      "plan JSON": terraform.succeed("show", "-json", "plan").stdout,
      "coloured plan": terraform.run("show", "plan").stdout,
      state: readFileSync(join(outdir, "redact.tfstate"), "utf8"),
      "state JSON": terraform.succeed("show", "-json").stdout,
      "state text": terraform.succeed("show", "-no-color").stdout,
      "outputs JSON": terraform.succeed("output", "-json").stdout,
      "destroy plan": terraform.succeed("plan", "-destroy", "-no-color").text,
    };
    texts["plan JSON, indented"] = JSON.stringify(JSON.parse(texts["plan JSON"]!), null, 2);
    texts["plan JSON in a log"] = `level=debug body=${JSON.stringify(texts["plan JSON"])}\n`;
  });

  afterAll(() => terraform.close());

  function redact(text: string, size = text.length): string {
    const redactor = new Redactor();
    const bytes = Buffer.from(text).toString("latin1");
    let shown = "";
    for (let at = 0; at < bytes.length; at += size) {
      shown += redactor.push(bytes.slice(at, at + size));
    }
    return Buffer.from(shown + redactor.end(), "latin1").toString();
  }

  const secrets = (): string[] => [SECRET, OTHER_SECRET, LEGACY_SECRET, ...signatures];
  const found = (text: string): string[] => secrets().filter((secret) => text.includes(secret));

  test("no secret survives, and all else stays", () => {
    for (const [name, text] of Object.entries(texts)) {
      const shown = redact(text);
      const expected = secrets().reduce(
        (rest, secret) => rest.replaceAll(secret, mark(secret)),
        text,
      );
      expect([name, found(shown)]).toEqual([name, []]);
      expect([name, shown === expected]).toEqual([name, true]);
    }
    // Nothing of this is for nothing.
    expect(Object.keys(texts).filter((name) => found(texts[name]!).length === 0)).toEqual([]);
  });

  test("the link was at five paths of the plan JSON, and its address and times still are", () => {
    const paths = (json: string): string[] => {
      const plan = JSON.parse(json) as PlanJson;
      return [
        plan.planned_values.outputs.Report_url.value,
        plan.output_changes.Report_url.before,
        plan.output_changes.Report_url.after,
        plan.prior_state.values.outputs.Report_url.value,
        plan.configuration.root_module.outputs.Report_url.expression.constant_value,
      ];
    };
    const [before, after] = signatures as [string, string];
    const text = texts["plan JSON"]!;

    expect(paths(text).map(signatureOf)).toEqual([after, before, after, after, after]);
    expect(paths(redact(text))).toEqual(
      paths(text).map((url) => url.replace(signatureOf(url), mark(signatureOf(url)))),
    );
    expect(paths(redact(text))[0]).toMatch(
      /^https:\/\/s3\.eu-central-3\.ionoscloud\.com\/acme-reports\/2026\/q3\.pdf\?.*X-Amz-Credential=EAAAAAFa.*X-Amz-Date=20261122T120000Z&X-Amz-Expires=43200/,
    );
  });

  test("the same holds in parts of any size", () => {
    for (const text of Object.values(texts)) {
      for (const size of [1, 13, 100, 4096]) {
        expect(redact(text, size)).toBe(redact(text));
      }
    }
  });
});
