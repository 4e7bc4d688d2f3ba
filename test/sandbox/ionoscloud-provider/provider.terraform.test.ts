import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeWithTerraform } from "../../describe-with-terraform";
import { GROUP, KEY, Program, USER } from "./program";

interface Schemas {
  readonly provider: unknown;
  readonly resource_schemas: Readonly<Record<string, unknown>>;
  readonly data_source_schemas: Readonly<Record<string, unknown>>;
}

/** Reads what `terraform providers schema -json` has printed of one provider. */
function schemasOf(json: string): Schemas {
  const { provider_schemas } = JSON.parse(json) as { provider_schemas: Record<string, Schemas> };
  return provider_schemas["registry.terraform.io/ionos-cloud/ionoscloud"]!;
}

/** What was seen of the genuine provider 6.7.34; test/acceptance holds for both. */
describeWithTerraform("The stand-in for the ionoscloud provider", () => {
  let program: Program;

  beforeEach(async () => {
    program = await Program.start();
  });

  afterEach(() => program.close());

  test("has the schemas of the genuine one", async () => {
    program.write();
    const { stdout } = await program.terraform.succeed("providers", "schema", "-json");
    const file = join(__dirname, "../../ionoscloud/ionoscloud-6.7.34.schema.json");
    const [ours, genuine] = [schemasOf(stdout), schemasOf(readFileSync(file, "utf8"))];

    expect(ours.provider).toEqual(genuine.provider);
    for (const type of ["ionoscloud_s3_key", "ionoscloud_user", "ionoscloud_group"]) {
      for (const kind of ["resource_schemas", "data_source_schemas"] as const) {
        expect([type, kind, ours[kind][type]]).toEqual([type, kind, genuine[kind][type]]);
      }
    }
  });

  test("notices keys that are gone or inactive, but no members", async () => {
    await program.apply(USER, GROUP, KEY);
    const { contract } = program.sandbox.cloudApi;
    const { ada } = program;

    contract.setKeyActive(ada, contract.keysOf(ada)[0]!.id, false);
    expect((await program.terraform.succeed("plan")).text).toMatch(/~ active += false -> true/);

    contract.deleteKey(ada, contract.keysOf(ada)[0]!.id);
    expect((await program.terraform.succeed("plan")).text).toMatch(/s3_key.a will be created/);
    await program.apply(USER, GROUP, KEY);

    contract.removeMember(contract.allGroups()[0]!.id, ada);
    expect(await program.planStatus()).toBe(0);
  });

  test("shows the secret key in clear", async () => {
    await program.apply(USER, GROUP, KEY);
    const { secret_key: secret } = program.terraform.inState("ionoscloud_s3_key.a")!;
    const { text } = await program.terraform.succeed("plan", "-destroy");

    expect(text.includes(`"${String(secret)}" -> null`)).toBe(true);
  });

  test("takes an e-mail address that differs only in case for the same", async () => {
    await program.apply(USER);
    program.write(USER.replace("Ada@", "ada@"));

    expect(await program.planStatus()).toBe(0);
  });

  test("takes a write-only password, and keeps it out of the state", async () => {
    const user = (version: number): string =>
      USER.replace("password ", `password_wo_version = ${version}\n password_wo`);
    await program.apply(user(1));

    expect(await program.planStatus()).toBe(0);
    expect(program.terraform.inState("ionoscloud_user.ada")).toMatchObject({
      password: null,
      password_wo: null,
    });
    expect(await program.requestsOf(() => program.apply(user(2)))).toContain("PUT /um/users/*");
  });

  test("refuses two passwords, and none", async () => {
    program.write(USER.replace("password ", 'password_wo = "x"\n password '));
    expect(await program.terraform.fail("validate")).toContain("Invalid combination of arguments");

    program.write(USER.replace(/password .*/, ""));
    expect(await program.terraform.fail("validate")).toContain("Invalid combination of arguments");
  });

  test("finds users, groups and keys that exist", async () => {
    await program.apply(USER, GROUP, KEY);
    await program.apply(USER, GROUP, KEY, DATA);
    const { stdout } = await program.terraform.succeed("output", "-json", "found");

    expect(JSON.parse(stdout)).toEqual({
      user: true,
      members: [expect.objectContaining({ first_name: "Ada", administrator: false })],
      key: true,
      active: [true, true],
      groups: [expect.objectContaining({ name: "s3-users" })],
    });

    program.sandbox.cloudApi.contract.createKey(program.ada);
    expect(await program.terraform.fail("plan")).toContain(
      `more than one storage key found with the specified criteria: userID = ${program.ada}`,
    );
  });

  test("imports a key by both ids, and by nothing else", async () => {
    await program.apply(USER, GROUP);
    program.write(USER, GROUP, KEY);
    const fail = (id: string): Promise<string> =>
      program.terraform.fail("import", "ionoscloud_s3_key.a", id);

    expect(await fail("nope")).toContain("invalid import. Expecting {userID}/{s3KeyID}");
    expect(await fail(`${program.ada}/nope`)).toContain('unable to find Object Storage key "nope"');
  });

  test("says what it was doing, what came, and about what, when the token is refused", async () => {
    await program.apply(USER);
    program.sandbox.cloudApi.faults.arm({ name: "token-expired" });

    expect(await program.terraform.fail("plan")).toMatch(
      new RegExp(
        `an error occurred while fetching a User: 401 Unauthorized {.*} Resource ID: ${program.ada}`,
      ),
    );
  });

  test("takes endpoint and token from its block before those of the sandbox", async () => {
    const other = await Program.start();
    const { endpoint, token } = other.sandbox.cloudApi;
    const block = `provider "ionoscloud" {\n endpoint = "${endpoint}/"\n token = "${token}"\n}`;
    await program.apply(block, USER);
    const counts = [program, other].map(
      ({ sandbox }) => sandbox.cloudApi.contract.allUsers().length,
    );
    await other.close();

    expect(counts).toEqual([0, 1]);
  });
});

const DATA = `
data "ionoscloud_user" "ada" {
  email = "ada@example.com"
}
data "ionoscloud_group" "s3" {
  name = "s3-users"
}
data "ionoscloud_s3_key" "only" {
  user_id = data.ionoscloud_user.ada.id
}
output "found" {
  value = {
    user    = data.ionoscloud_user.ada.id == ionoscloud_user.ada.id
    members = data.ionoscloud_group.s3.users
    key     = data.ionoscloud_s3_key.only.id == ionoscloud_s3_key.a.id
    active  = [data.ionoscloud_user.ada.active, data.ionoscloud_s3_key.only.active]
    groups  = data.ionoscloud_user.ada.groups
  }
}`;
