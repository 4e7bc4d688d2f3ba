import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePlan, renderText, review } from "../../lib/review";
import { NOW } from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import { KEY_PLANS, keyPlanJson } from "./key-plans";
import { keyValues, userValues } from "./plan-json";

const now = Date.parse(NOW);

describe("A plan in which", () => {
  test.each(Object.entries(KEY_PLANS))("%s comes to what was labelled", (_name, plan) => {
    const { verdict, findings } = review(parsePlan(keyPlanJson(plan)), { now });

    expect(findings.map(({ kind, address }) => `${kind} ${address}`).sort()).toEqual(
      [...plan.found].sort(),
    );
    expect(verdict).toBe(plan.found.length > 0 ? "review" : "nothing");
    for (const { kind, reasons } of findings) {
      expect([kind, kind !== "unrecognized" || reasons.length > 0]).toEqual([kind, true]);
    }
  });

  test("each kind occurs at least twice", () => {
    const all = Object.values(KEY_PLANS).flatMap(({ found }) =>
      found.map((each) => each.split(" ")[0]),
    );
    expect(new Set(all).size).toBe(7);
    for (const kind of new Set(all)) {
      expect([kind, all.filter((each) => each === kind).length > 1]).toEqual([kind, true]);
    }
  });
});

test("the plans have the attributes of the provider's schema", () => {
  const file = join(__dirname, "../ionoscloud/ionoscloud-6.7.34.schema.json");
  const { provider_schemas } = JSON.parse(readFileSync(file, "utf8")) as {
    provider_schemas: Record<
      string,
      { resource_schemas: Record<string, { block: { attributes: object; block_types: object } }> }
    >;
  };
  const attributesOf = (type: string): string[] => {
    const [provider] = Object.values(provider_schemas);
    const { attributes, block_types } = provider!.resource_schemas[type]!.block;
    return [...Object.keys(attributes), ...Object.keys(block_types)].sort();
  };

  expect(Object.keys(keyValues()).sort()).toEqual(attributesOf("ionoscloud_s3_key"));
  expect(Object.keys(userValues()).sort()).toEqual(attributesOf("ionoscloud_user"));
});

test("no key shows its secret key or its access key", () => {
  for (const plan of Object.values(KEY_PLANS)) {
    const result = review(parsePlan(keyPlanJson(plan)), { now });
    const shown = JSON.stringify(result.findings) + renderText(result, { color: true });

    expect(shown).not.toContain(SAMPLE_CREDENTIALS.secretAccessKey);
    expect(shown).not.toContain(SAMPLE_CREDENTIALS.accessKeyId);
    expect(shown).not.toMatch(/SecretOfThe|EAAAAAAccessKey|correct horse/);
  }
});
