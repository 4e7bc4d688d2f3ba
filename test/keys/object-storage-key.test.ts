import {
  TerraformDataSource,
  TerraformHclModule,
  TerraformResource,
  TerraformStack,
  Testing,
  Token,
} from "cdktf";
import { Construct } from "constructs";
import {
  IonoscloudProvider,
  KeyScope,
  KeyStatus,
  ObjectStorageKey,
  ObjectStorageUser,
} from "../../lib";
import { OTHER_USER_ID, synth, testApp, testStack, USER_ID } from "../program";

/** Any resource of another provider, such as the group that gives a privilege. */
class Other extends TerraformResource {
  public constructor(scope: Construct, id: string, type = "ionoscloud_group") {
    super(scope, id, { terraformResourceType: type });
  }
}

function stackWithUser(options: { administrator?: boolean } = {}): {
  stack: TerraformStack;
  user: ObjectStorageUser;
} {
  const stack = testStack("keys");
  new IonoscloudProvider(stack, "ionos", {});
  return { stack, user: ObjectStorageUser.fromUserId(stack, "User", USER_ID, options) };
}

const keysOf = (stack: TerraformStack): Readonly<Record<string, Record<string, unknown>>> =>
  synth(stack).resource?.["ionoscloud_s3_key"] ?? {};

describe("ObjectStorageKey", () => {
  test("defines one active ionoscloud_s3_key of its user", () => {
    const { stack, user } = stackWithUser();

    new ObjectStorageKey(stack, "Deploy", { user });

    expect(keysOf(stack)).toEqual({
      Deploy_7B206E61: expect.objectContaining({ user_id: USER_ID, active: true }) as unknown,
    });
  });

  test("keeps the logical ids of its resources", () => {
    const { stack, user } = stackWithUser();

    new ObjectStorageKey(stack, "Deploy", { user });
    new ObjectStorageKey(new Construct(stack, "Team"), "Deploy", { user });

    const { resource } = synth(stack);
    expect(Object.keys(resource?.["ionoscloud_s3_key"] ?? {})).toEqual([
      "Deploy_7B206E61",
      "Team_Deploy_6182E7B3",
    ]);
    expect(Object.keys(resource?.["terraform_data"] ?? {})).toEqual([
      "Deploy_Owner_8E2E4649",
      "Team_Deploy_Owner_99C5F770",
    ]);
  });

  test("offers its resource as default child, for moves, imports and overrides", () => {
    const { stack, user } = stackWithUser();

    const key = new ObjectStorageKey(stack, "Deploy", { user });

    expect(key.node.defaultChild).toBe(key.node.findChild("Resource"));
  });

  test("declares an inactive key inactive", () => {
    const { stack, user } = stackWithUser();

    new ObjectStorageKey(stack, "Old", { user, status: KeyStatus.INACTIVE });

    expect(Object.values(keysOf(stack))[0]).toMatchObject({ active: false });
  });

  test("gives the access key, and the secret key as a sensitive value", () => {
    const { stack, user } = stackWithUser();

    const key = new ObjectStorageKey(stack, "Deploy", { user });
    const shown = new Other(stack, "Shown");
    shown.addOverride("access", key.accessKeyId);
    shown.addOverride("secret", key.secretAccessKey);

    expect(synth(stack).resource?.["ionoscloud_group"]?.["Shown"]).toMatchObject({
      access: "${ionoscloud_s3_key.Deploy_7B206E61.id}",
      secret: "${sensitive(ionoscloud_s3_key.Deploy_7B206E61.secret_key)}",
    });
  });

  test.each([
    [undefined, undefined, false],
    [false, KeyScope.USER, false],
    [true, undefined, true],
    [true, KeyScope.ADMIN, true],
  ])("of a user with administrator %s takes the scope %s", (administrator, keyScope, isAdmin) => {
    const { stack, user } = stackWithUser({ administrator });

    expect(new ObjectStorageKey(stack, "Deploy", { user, keyScope }).isAdmin).toBe(isAdmin);
  });

  test("waits for what dependsOn names, resources and other constructs", () => {
    const { stack, user } = stackWithUser();
    const group = new Other(stack, "Group");
    const first = new ObjectStorageKey(stack, "First", { user });

    new ObjectStorageKey(stack, "Deploy", { user, dependsOn: [group, first] });

    expect(keysOf(stack)["Deploy_7B206E61"]?.["depends_on"]).toEqual([
      "ionoscloud_group.Group",
      expect.stringMatching(/^terraform_data\.First_Owner_/),
      expect.stringMatching(/^ionoscloud_s3_key\.First_/),
    ]);
  });

  test("may be given the logical id that its resource had before", () => {
    const { stack, user } = stackWithUser();

    const key = new ObjectStorageKey(stack, "Deploy", { user });
    (key.node.defaultChild as TerraformResource).overrideLogicalId("deploy");

    expect(Object.keys(keysOf(stack))).toEqual(["deploy"]);
    expect(Token.isUnresolved(key.accessKeyId)).toBe(true);
  });

  test("waits for what node.addDependency names, also later and inside of constructs", () => {
    const { stack, user } = stackWithUser();
    const key = new ObjectStorageKey(stack, "Deploy", {
      user,
      dependsOn: [new Other(stack, "Group")],
    });
    const team = new Construct(stack, "Team");
    const other = new ObjectStorageKey(stack, "Other", { user });

    key.node.addDependency(team, other, stack.node.findChild("Group"));
    new Other(team, "Late", "ionoscloud_user");

    const keys = keysOf(stack);
    expect(keys["Deploy_7B206E61"]?.["depends_on"]).toEqual([
      "ionoscloud_group.Group",
      expect.stringMatching(/^ionoscloud_user\.Team_Late_/),
      expect.stringMatching(/^terraform_data\.Other_Owner_/),
      expect.stringMatching(/^ionoscloud_s3_key\.Other_/),
    ]);
    expect(keys["Other_34654A52"]).not.toHaveProperty("depends_on");
  });

  test("waits for modules and data sources, and never for itself", () => {
    const { stack, user } = stackWithUser();
    const source = new TerraformDataSource(stack, "Group", {
      terraformResourceType: "ionoscloud_group",
    });
    const module = new TerraformHclModule(stack, "Module", { source: "acme/groups/ionoscloud" });

    const key = new ObjectStorageKey(stack, "Deploy", { user, dependsOn: [source, module] });
    key.node.addDependency(stack);

    expect(keysOf(stack)["Deploy_7B206E61"]?.["depends_on"]).toEqual([
      "data.ionoscloud_group.Group",
      "module.Module",
    ]);
  });

  test("waits for what stands around it, but not for a sibling that does so too", () => {
    const { stack, user } = stackWithUser();
    const team = new Construct(stack, "Team");
    new Other(team, "Group");

    for (const id of ["Deploy", "Backup"]) {
      new ObjectStorageKey(team, id, { user, dependsOn: [team] });
    }

    for (const key of Object.values(keysOf(stack))) {
      expect(key["depends_on"]).toEqual([
        expect.stringMatching(/^ionoscloud_group\.Team_Group_[0-9A-F]+$/),
      ]);
    }
  });

  test("is the same key however the id of its user is spelled", () => {
    const spell = (userId: string): unknown => {
      const stack = testStack("keys");
      new IonoscloudProvider(stack, "ionos", {});
      new ObjectStorageKey(stack, "Deploy", {
        user: ObjectStorageUser.fromUserId(stack, "User", userId),
      });
      return synth(stack);
    };

    expect(spell("AAAAAAAA-2222-3333-4444-555555555555")).toEqual(
      spell("aaaaaaaa-2222-3333-4444-555555555555"),
    );
  });

  test("makes its stack wait for another stack that it depends on", () => {
    const app = testApp();
    const [base, stack] = [new TerraformStack(app, "base"), new TerraformStack(app, "keys")];
    new IonoscloudProvider(stack, "ionos", {});
    const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);

    new ObjectStorageKey(stack, "Deploy", { user }).node.addDependency(new Other(base, "Group"));
    stack.prepareStack();

    expect(stack.dependencies).toEqual([base]);
    expect(Object.values(keysOf(stack))[0]).not.toHaveProperty("depends_on");
  });

  test("uses the provider that it is given", () => {
    const { stack, user } = stackWithUser();
    const provider = new IonoscloudProvider(stack, "reseller", { alias: "reseller" });

    new ObjectStorageKey(stack, "Deploy", { user, provider });

    expect(Object.values(keysOf(stack))[0]).toMatchObject({ provider: "ionoscloud.reseller" });
  });

  test("renders as HCL too", () => {
    const { stack, user } = stackWithUser();

    new ObjectStorageKey(stack, "Deploy", { user });

    const hcl = Testing.synthHcl(stack) as string;
    expect(hcl).toContain(
      `resource "ionoscloud_s3_key" "Deploy_7B206E61" {\nuser_id = "${USER_ID}"\nactive = true\n`,
    );
    expect(hcl).toContain(
      `resource "terraform_data" "Deploy_Owner_8E2E4649" {\ninput = "${USER_ID}"\n`,
    );
    expect(hcl).toContain("replace_triggered_by = [terraform_data.Deploy_Owner_8E2E4649]");
  });

  test("synthesizes only where the app has made the provider", () => {
    const stack = testStack("keys");
    const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);

    new ObjectStorageKey(stack, "Deploy", { user });

    expect(() => synth(stack)).toThrow(/ionoscloud/);
  });

  test.each<[string, { administrator?: boolean }, object, string]>([
    [
      "ADMIN is asked of a user who is no administrator",
      {},
      { keyScope: KeyScope.ADMIN },
      'keyScope: must be "user" or left out, as keys/User is no administrator, and only an administrator\'s key opens all buckets (is `administrator: true` missing there?), got "admin" (at keys/Deploy)',
    ],
    [
      "USER is asked of an administrator",
      { administrator: true },
      { keyScope: KeyScope.USER },
      'keyScope: must be "admin" or left out, as keys/User is an administrator, whose keys open all buckets of the contract and cannot be narrowed (use a technical user), got "user" (at keys/Deploy)',
    ],
    [
      "the status is unknown",
      {},
      { status: "disabled" },
      'status: must be KeyStatus.ACTIVE or KeyStatus.INACTIVE, got "disabled" (at keys/Deploy)',
    ],
    [
      "the scope is unknown",
      {},
      { keyScope: "BUCKET" },
      'keyScope: must be KeyScope.USER or KeyScope.ADMIN, got "BUCKET" (at keys/Deploy)',
    ],
    [
      "dependsOn is one resource",
      {},
      { dependsOn: { fqn: "a" } },
      "dependsOn: must be a list of resources or other constructs, got an object (at keys/Deploy)",
    ],
    [
      "dependsOn has a text",
      {},
      { dependsOn: ["ionoscloud_group.g"] },
      "dependsOn: must be a list of resources or other constructs, got an object (at keys/Deploy)",
    ],
    [
      "there is no user",
      {},
      { user: undefined },
      "user: must be an ObjectStorageUser, got nothing (at keys/Deploy)",
    ],
    [
      "the user is a text",
      {},
      { user: OTHER_USER_ID },
      `user: must be an ObjectStorageUser, got "${OTHER_USER_ID}" (at keys/Deploy)`,
    ],
  ])("fails when %s", (_name, options, props, message) => {
    const { stack, user } = stackWithUser(options);

    expect(() => new ObjectStorageKey(stack, "Deploy", { user, ...props })).toThrow(
      new Error(message),
    );
  });
});
