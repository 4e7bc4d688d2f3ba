import { parsePlan, review } from "../../lib/review";
import { NOW } from "../program";
import { descriptor, keyValues, planJson, resourceChange, unchanged } from "./plan-json";

const SECRET = "SECRET-0123456789";
const EXPECTED = 'plan: must be what "terraform show -json <plan file>" prints, got ';

const change = resourceChange("ionoscloud_s3_key.k", ["delete"], keyValues(), null);
const plan = planJson([change], { outputs: { R_share: unchanged(descriptor()) } });

/** The plan with another value at one place. */
function planWith(name: string, value: unknown): string {
  return JSON.stringify({ ...(JSON.parse(plan) as object), [name]: value });
}

describe("What is no plan is refused in one line, which shows nothing of it:", () => {
  test.each<[string, string, string]>([
    ["nothing", " \n", `${EXPECTED}nothing`],
    ["a plan file", `PK\u0003\u0004${SECRET}`, `${EXPECTED}the plan file itself`],
    ["the text of a plan", `Terraform will perform ${SECRET}`, `${EXPECTED}text that is no JSON`],
    ["JSON with an error in it", `{"${SECRET}": ${SECRET}}`, `${EXPECTED}text that is no JSON`],
    [
      "the events of a plan",
      `{"@level":"info","@message":"${SECRET}"}\n{"@level":"info"}\n`,
      `${EXPECTED}the events of "terraform plan -json"`,
    ],
    [
      "a state",
      `{"format_version":"1.0","values":{"outputs":{"x":"${SECRET}"}}}`,
      `${EXPECTED}that of a state: name the plan file`,
    ],
    [
      "the schemas of providers",
      '{"format_version":"1.0","provider_schemas":{}}',
      `${EXPECTED}JSON without planned_values`,
    ],
    ["outputs", `{"x":{"value":"${SECRET}"}}`, `${EXPECTED}other JSON`],
    ["a list", `["${SECRET}"]`, `${EXPECTED}a list`],
    ["a text", `"${SECRET}"`, `${EXPECTED}other JSON`],
    ["null", "null", `${EXPECTED}other JSON`],
    [
      "a plan in a format to come",
      planWith("format_version", "2.0"),
      'format_version: must be 1.x, got "2.0"',
    ],
    [
      "a plan in no format",
      planWith("format_version", SECRET),
      "format_version: must be 1.x, got something else",
    ],
    [
      "a plan that broke off",
      planWith("errored", true),
      "plan: must be of a run that succeeded, got one that Terraform broke off with an error",
    ],
    [
      "changes that are no list",
      planWith("resource_changes", { a: SECRET }),
      "resource_changes: must be a list, got something else (object)",
    ],
    [
      "a change that is none",
      planWith("resource_changes", [SECRET]),
      "resource_changes[0].address: must be a text, got nothing",
    ],
    [
      "a change of something that has no type",
      planWith("resource_drift", [{ address: "a", mode: "managed", type: 5 }]),
      "resource_drift[0].type: must be a text, got something else (number)",
    ],
    [
      "a change without actions",
      planWith("resource_changes", [{ address: "a", mode: "m", type: "t", change: SECRET }]),
      "resource_changes[0].change.actions: must be a list of texts, got nothing",
    ],
    [
      "outputs that are no object",
      planWith("output_changes", [SECRET]),
      "output_changes: must be an object, got a list of something else",
    ],
    [
      "an output whose actions are no texts",
      planWith("output_changes", { a: { actions: [1] } }),
      'output_changes["a"].actions: must be a list of texts, got a list of something else',
    ],
  ])("%s", (_name, text, message) => {
    expect(() => parsePlan(text)).toThrow(new Error(message));
  });
});

test("a plan that is cut anywhere is refused, and nearly always as one that breaks off", () => {
  const step = Math.ceil(plan.length / 400);
  for (let length = 1; length < plan.length; length += step) {
    expect(() => parsePlan(plan.slice(0, length))).toThrow(
      new Error(`${EXPECTED}JSON that breaks off after ${length} characters`),
    );
  }
});

test("a plan without any of its optional parts comes to nothing", () => {
  const bare = parsePlan('{"format_version":"1.2","planned_values":{}}');

  expect(review(bare, { now: Date.parse(NOW) })).toMatchObject({
    verdict: "nothing",
    findings: [],
  });
});

test("names and depths that were made to hurt do no harm", () => {
  const deep = (open: string, close: string): string =>
    `${open.repeat(20_000)}1${close.repeat(20_000)}`;
  const json = `{
    "format_version": "1.2",
    "planned_values": { "root_module": ${deep('{"child_modules":[', "]}")} },
    "configuration": { "root_module": ${deep('{"module_calls":{"m":{"module":', "}}}")} },
    "output_changes": {
      "__proto__": { "actions": ["update"], "before": ${deep("[", "]")}, "after": ${deep('{"a":', "}")} },
      "constructor_share": { "actions": ["create"], "before": null,
        "after": { "format": "presigned-url/1", "__proto__": { "bucket": "x" } } },
      "toString": { "actions": ["no-op"], "before": "a", "after": "b" }
    },
    "resource_changes": [{ "address": "hasOwnProperty", "mode": "managed", "type": "__proto__",
      "change": { "actions": ["create"], "before": null, "after": ${deep("[", "]")} } }]
  }`;

  const { findings } = review(parsePlan(json), { now: Date.parse(NOW) });

  expect(findings.map(({ kind, address }) => `${kind} ${address}`)).toEqual([
    "share-added output.constructor_share",
    "unrecognized output.constructor_share",
  ]);
});
