import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { IonoscloudProvider, ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { OTHER_USER_ID, testApp, USER_ID } from "../program";
import { describeWithTerraform } from "../describe-with-terraform";
import { Terraform } from "../sandbox/terraform";

/**
 * Terraform's own resource stands in for the key here: it is updated in place when its input changes, just as
 * the provider plans a key whose `user_id` changes. What replaces it is what would replace the key.
 */
function withoutProvider(file: string): void {
  const json = JSON.parse(readFileSync(file, "utf8")) as {
    provider?: unknown;
    resource: Record<string, Record<string, Record<string, unknown>>>;
    terraform: { required_providers?: unknown };
  };
  const { ionoscloud_s3_key: keys = {}, terraform_data: data = {} } = json.resource;
  for (const [name, { user_id, active, lifecycle, depends_on }] of Object.entries(keys)) {
    data[name] = { input: { user_id, active }, lifecycle, depends_on };
  }
  json.resource = { terraform_data: data };
  delete json.provider;
  delete json.terraform.required_providers;
  writeFileSync(file, JSON.stringify(json));
}

class Person extends TerraformResource {
  public constructor(stack: TerraformStack, id: string, name: string) {
    super(stack, id, { terraformResourceType: "terraform_data" });
    this.addOverride("input", name);
    this.addOverride("triggers_replace", name);
  }
}

describeWithTerraform("Terraform replaces a key", () => {
  const outdir = testApp().outdir;
  const folder = join(outdir, "stacks", "keys");
  let terraform: Terraform;

  function synthWith(userIdOf: (stack: TerraformStack) => string, active = true): void {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, "keys");
    stack.addOverride("terraform.backend.local.path", join(outdir, "keys.tfstate"));
    new IonoscloudProvider(stack, "ionos", {});
    const user = ObjectStorageUser.fromUserId(stack, "User", userIdOf(stack));
    new ObjectStorageKey(stack, "Deploy", {
      user,
      ...(!active && { status: "inactive" as never }),
    });
    app.synth();
    withoutProvider(join(folder, "cdk.tf.json"));
  }

  const deploy = /terraform_data\.Deploy_7B206E61 (must|will) be (\S+( in-place)?)/;
  const planned = (): string | undefined =>
    deploy.exec(terraform.succeed("plan", "-no-color").text)?.[2];

  beforeAll(() => {
    synthWith(() => USER_ID);
    terraform = new Terraform(folder);
    terraform.succeed("init");
    terraform.succeed("apply", "-auto-approve");
  });

  afterAll(() => terraform.close());

  test("when another user id is given", () => {
    synthWith(() => OTHER_USER_ID);

    expect(planned()).toBe("replaced");
  });

  test("when a token stands for another user, and when the user behind a token is replaced", () => {
    const id = (stack: TerraformStack, person: string, name: string): string =>
      new Person(stack, person, name).getStringAttribute("id");

    synthWith((stack) => id(stack, "Ada", "Ada"));
    expect(planned()).toBe("replaced");
    terraform.succeed("apply", "-auto-approve");
    expect(planned()).toBeUndefined();

    synthWith((stack) => id(stack, "Ada", "Ada Lovelace"));
    expect(planned()).toBe("replaced");
    synthWith((stack) => id(stack, "Bob", "Bob"));
    expect(planned()).toBe("replaced");
  });

  test("but not when it is only deactivated", () => {
    synthWith(() => USER_ID);
    terraform.succeed("apply", "-auto-approve");

    synthWith(() => USER_ID, false);

    expect(planned()).toBe("updated in-place");
  });
});
