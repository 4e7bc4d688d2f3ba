import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IonoscloudProvider, KeyStatus, ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { share, synth, testStack, USER_ID } from "../program";

interface Attribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
}

interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, unknown>>;
}

interface Schemas {
  readonly provider: { readonly block: Block };
  readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: Block }>>;
}

/** Printed by `terraform providers schema -json` of the official provider 6.7.34. */
const schemas = (
  JSON.parse(readFileSync(join(__dirname, "ionoscloud-6.7.34.schema.json"), "utf8")) as {
    provider_schemas: Record<string, Schemas>;
  }
).provider_schemas["registry.terraform.io/ionos-cloud/ionoscloud"]!;

/** What Terraform itself understands in every block. */
const META_ARGUMENTS = ["//", "lifecycle", "depends_on", "provider", "count", "for_each", "alias"];

/** What keeps a block from fitting its schema. */
function faults(block: Readonly<Record<string, unknown>>, schema: Block | undefined): string[] {
  if (schema === undefined) {
    return ["unknown type"];
  }
  const { attributes = {} } = schema;
  const given = Object.keys(block).filter((name) => !META_ARGUMENTS.includes(name));
  return [
    ...given.filter((name) => !(name in attributes)).map((name) => `unknown attribute ${name}`),
    ...given
      .filter(
        (name) => attributes[name] && !attributes[name].required && !attributes[name].optional,
      )
      .map((name) => `computed attribute ${name}`),
    ...given
      .filter((name) => name in attributes && !fits(block[name], attributes[name]!.type))
      .map((name) => `wrong type of ${name}`),
    ...Object.keys(attributes)
      .filter((name) => attributes[name]!.required && !(name in block))
      .map((name) => `missing attribute ${name}`),
  ];
}

function fits(value: unknown, type: unknown): boolean {
  const expression = typeof value === "string" && value.startsWith("${");
  return (
    expression || typeof value === { bool: "boolean" }[type as "bool"] || typeof value === type
  );
}

describe("what this package synthesizes fits the schema of the official provider", () => {
  const stack = testStack();
  new IonoscloudProvider(stack, "ionos", {});
  new IonoscloudProvider(stack, "other", {
    alias: "other",
    token: "t",
    username: "u",
    password: "p",
    endpoint: "https://api.example.com",
    contractNumber: "1",
  });
  const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);
  new ObjectStorageKey(stack, "Deploy", { user });
  new ObjectStorageKey(stack, "Old", { user, status: KeyStatus.INACTIVE });
  share(stack);
  const json = synth(stack);

  test("in its resources", () => {
    const { terraform_data, ...resources } = json.resource!;

    expect(Object.keys(resources)).toEqual(["ionoscloud_s3_key"]);
    for (const [type, blocks] of Object.entries(resources)) {
      for (const block of Object.values(blocks)) {
        expect(faults(block, schemas.resource_schemas[type]?.block)).toEqual([]);
      }
    }
    // Terraform's own resource, beside those of the provider.
    for (const block of Object.values(terraform_data!)) {
      expect(Object.keys(block)).toEqual(["input"]);
    }
  });

  test("in its data sources", () => {
    expect(json.data ?? {}).toEqual({});
  });

  test("in its providers", () => {
    expect(json.provider!["ionoscloud"]).toHaveLength(2);
    for (const block of json.provider!["ionoscloud"]!) {
      expect(faults(block, schemas.provider.block)).toEqual([]);
    }
  });

  test("and the check itself sees what does not fit", () => {
    const { block } = schemas.resource_schemas["ionoscloud_s3_key"]!;

    expect(faults({ active: "yes", owner: "u", secret_key: "s" }, block)).toEqual([
      "unknown attribute owner",
      "computed attribute secret_key",
      "wrong type of active",
      "missing attribute user_id",
    ]);
  });
});
