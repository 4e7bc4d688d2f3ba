import {
  attach,
  type AttachedProvider,
  type Attributes,
  OperationError,
  type Provider,
  type Resource,
  type Schema,
  Unknown,
} from "../../../lib/plugin/protocol";
import { describeWithTerraform } from "../../describe-with-terraform";
import { TerraformFolder } from "../../sandbox/terraform-folder";

const BOX = { block: { attributes: { size: { type: "number", optional: true } } } } as const;

/** One attribute or block of each sort. */
const SCHEMA: Schema = {
  version: 1,
  block: {
    attributes: {
      id: { type: "string", computed: true },
      name: { type: "string", required: true },
      anything: { type: "dynamic", optional: true },
      tags: { type: ["map", "string"], optional: true },
      parts: {
        nested_type: {
          nesting_mode: "list",
          attributes: { weight: { type: "number", required: true } },
        },
        optional: true,
      },
      password: { type: "string", optional: true, write_only: true },
      secret: { type: "string", computed: true, sensitive: true },
    },
    block_types: {
      single: { nesting_mode: "single", ...BOX },
      list: { nesting_mode: "list", ...BOX },
      set: { nesting_mode: "set", ...BOX },
      map: { nesting_mode: "map", ...BOX },
    },
  },
};

/** Keeps things in memory; what it is to do wrong stands in the name. */
function thingResource(things: Map<string, Attributes>): Resource<string> {
  const save = (thing: Attributes): Attributes => {
    things.set(thing["id"] as string, thing);
    return thing;
  };
  return {
    schema: SCHEMA,
    validate: ({ name }) =>
      name === "refused"
        ? [{ severity: "error", summary: "must be another name", path: ["name"] }]
        : [],
    plan: ({ prior, proposed }) => ({
      planned: prior ? proposed : { ...proposed, id: Unknown.VALUE, secret: Unknown.VALUE },
      ...(prior && { requiresReplace: [["name"]] }),
    }),
    create: (client, { planned, config }) => {
      const thing = { ...planned, id: `${client}-1`, secret: config["password"]! };
      if (planned["name"] === "half") {
        throw new OperationError("broke in the middle", { ...planned, id: save(thing)["id"]! });
      }
      if (planned["name"] === "surprise") {
        throw new TypeError("a text with a secret");
      }
      return Promise.resolve(save(thing));
    },
    update: (_, { planned }) => Promise.resolve(save(planned)),
    delete: (_, prior) => {
      things.delete(prior["id"] as string);
      return Promise.resolve();
    },
    read: (_, current) => Promise.resolve(things.has(current["id"] as string) ? current : null),
    import: (_, id) =>
      id === "nope"
        ? Promise.reject(new OperationError("no such thing"))
        : Promise.resolve({ id, name: "imported" }),
  };
}

describeWithTerraform("A provider with resources", () => {
  const things = new Map<string, Attributes>();
  const provider: Provider<string> = {
    configuration: {
      schema: { version: 0, block: { attributes: { prefix: { type: "string", optional: true } } } },
      configure: ({ prefix }) => (typeof prefix === "string" ? prefix : "default"),
    },
    resources: { demo_thing: thingResource(things) },
    dataSources: {
      demo_prefix: {
        schema: {
          version: 0,
          block: { attributes: { prefix: { type: "string", computed: true } } },
        },
        read: (client) => Promise.resolve({ prefix: client }),
      },
    },
  };
  let attached: AttachedProvider;
  let terraform: TerraformFolder;

  beforeEach(async () => {
    things.clear();
    attached = await attach(provider);
    terraform = new TerraformFolder({
      TF_REATTACH_PROVIDERS: JSON.stringify({ "local/demo": attached.reattachConfig }),
    });
  });

  afterEach(() => {
    terraform.close();
    attached.stop();
  });

  const write = (body: string): void =>
    terraform.write(`
terraform {
  required_providers {
    demo = { source = "local/demo" }
  }
}
${body}`);

  const thing = (body: string): void => write(`resource "demo_thing" "a" {\n${body}\n}`);

  test("plans, applies and reads attributes and blocks of every sort, and then plans nothing", async () => {
    thing(`
      name     = "whole"
      anything = { deep = [1, "two", 12345678901234567890123] }
      tags     = { a = "b" }
      parts    = [{ weight = 0.1 }]
      password = "correct horse"
      single { size = 1 }
      list { size = 2 }
      list { size = null }
      set { size = 3 }
      map "key" { size = 4 }`);
    const plan = await terraform.succeed("plan");
    await terraform.succeed("apply", "-auto-approve");

    expect(plan.text).toMatch(/password += \(write-only attribute\)/);
    expect(terraform.inState("demo_thing.a")).toEqual({
      id: "default-1",
      name: "whole",
      anything: {
        type: ["object", { deep: ["tuple", ["number", "string", "number"]] }],
        value: { deep: [1, "two", Number("12345678901234567890123")] },
      },
      tags: { a: "b" },
      parts: [{ weight: 0.1 }],
      password: null,
      secret: "correct horse",
      single: { size: 1 },
      list: [{ size: 2 }, { size: null }],
      set: [{ size: 3 }],
      map: { key: { size: 4 } },
    });
    expect((await terraform.run("plan", "-detailed-exitcode")).status).toBe(0);
  });

  test("replaces what it cannot change, and changes the rest in place", async () => {
    thing(`name = "one"`);
    await terraform.succeed("apply", "-auto-approve");
    thing(`name = "one"\n tags = { a = "b" }`);
    const change = await terraform.succeed("apply", "-auto-approve");
    thing(`name = "two"\n tags = { a = "b" }`);
    const replacement = await terraform.succeed("apply", "-auto-approve");
    await terraform.succeed("destroy", "-auto-approve");

    expect(change.text).toContain("0 added, 1 changed, 0 destroyed");
    expect(replacement.text).toContain("1 added, 0 changed, 1 destroyed");
    expect(things.size).toBe(0);
  });

  test("plans anew what has vanished", async () => {
    thing(`name = "one"`);
    await terraform.succeed("apply", "-auto-approve");
    things.clear();

    expect((await terraform.succeed("plan")).text).toContain("will be created");
  });

  test("takes a state with attributes that are gone, and without some that are new", async () => {
    thing(`name = "one"`);
    await terraform.succeed("apply", "-auto-approve");
    terraform.editState((attributes) => {
      delete attributes["tags"];
      delete attributes["list"];
      attributes["gone"] = true;
    });

    expect((await terraform.run("plan", "-detailed-exitcode")).status).toBe(0);
  });

  test("keeps what a failed create has left, as tainted, and nothing of it that is unknown", async () => {
    thing(`name = "half"`);
    const said = await terraform.fail("apply", "-auto-approve");

    expect(said).toContain("broke in the middle");
    expect(terraform.inState("demo_thing.a")).toMatchObject({
      id: "default-1",
      secret: null,
      status: "tainted",
    });
  });

  test("names an unexpected error by its kind, and never shows its text", async () => {
    thing(`name = "surprise"`);
    const said = await terraform.fail("apply", "-auto-approve");

    expect(said).toContain("the provider failed unexpectedly (TypeError)");
    expect(said).not.toContain("a text with a secret");
  });

  test("points to the line that is wrong", async () => {
    thing(`tags = {}\n name = "refused"`);

    expect(await terraform.fail("validate")).toMatch(
      /must be another name with demo_thing\.a, on main\.tf line 9, .* 9: name = "refused"/,
    );
  });

  test("refuses a value for what only it may fill", async () => {
    thing(`name = "one"\n secret = "mine"`);

    expect(await terraform.fail("validate")).toContain('a value was set for "secret"');
  });

  test("imports by an id, and says why it cannot", async () => {
    thing(`name = "imported"`);
    things.set("x", {});
    expect(await terraform.fail("import", "demo_thing.a", "nope")).toContain("no such thing");
    await terraform.succeed("import", "demo_thing.a", "x");

    expect(terraform.inState("demo_thing.a")).toMatchObject({
      id: "x",
      name: "imported",
      list: [],
    });
  });

  test("serves instances with different configurations at a time", async () => {
    write(`
      provider "demo" {
        prefix = "one"
      }
      provider "demo" {
        alias  = "other"
        prefix = "two"
      }
      data "demo_prefix" "a" {}
      data "demo_prefix" "b" {
        provider = demo.other
      }
      output "prefixes" {
        value = [data.demo_prefix.a.prefix, data.demo_prefix.b.prefix]
      }`);
    await terraform.succeed("apply", "-auto-approve");
    const { stdout } = await terraform.succeed("output", "-json", "prefixes");

    expect(JSON.parse(stdout)).toEqual(["one", "two"]);
  });
});
