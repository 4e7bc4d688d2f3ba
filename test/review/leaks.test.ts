import {
  parsePlan,
  parseRules,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderText,
  review,
} from "../../lib/review";
import { presign } from "../../lib/signing";
import { describeWithTerraform } from "../describe-with-terraform";
import { NOW } from "../program";
import { SAMPLE_CREDENTIALS, VALID_REQUEST } from "../signing/requests";
import { KEY_PLANS, keyPlanJson } from "./key-plans";
import { planBetween } from "./plan-between";
import { descriptor } from "./plan-json";
import { declare, SHARE_PAIRS } from "./share-pairs";

const RENDERERS = {
  text: renderText,
  colour: (result: Parameters<typeof renderText>[0]) => renderText(result, { color: true }),
  markdown: renderMarkdown,
  json: renderJson,
  html: renderHtml,
};

const RULES = JSON.stringify({
  longestLife: { GET: "1s", PUT: "1s", HEAD: "1s", DELETE: "1s" },
  forbiddenObjectKeyPrefixes: ["2026/"],
  noAdminKeys: true,
  noDeletesWithoutConsent: true,
});

/** All that any renderer, with rules and without, makes of a plan; or the error that it comes to. */
function everythingSaidOf(plan: string): string {
  try {
    const parsed = parsePlan(plan);
    return [{}, { rules: parseRules(RULES) }]
      .map((options) => review(parsed, { now: Date.parse(NOW), ...options }))
      .flatMap((result) => Object.values(RENDERERS).map((render) => render(result)))
      .join("\n");
  } catch (error) {
    return String(error);
  }
}

/** What must not be said: signatures and secret keys, whole and in parts, and access keys. */
function secretsIn(plan: string): string[] {
  const signatures = [...plan.matchAll(/X-Amz-Signature=([0-9a-f]{64})/g)].map(
    ([, signature]) => signature!,
  );
  return [...new Set([...signatures, ...Object.values(SAMPLE_CREDENTIALS)])].flatMap((secret) => [
    secret,
    secret.slice(0, 20),
    secret.slice(-20),
  ]);
}

function expectNoneOf(secrets: readonly string[], said: string): void {
  for (const secret of secrets) {
    // Not toContain: a failure must not show it either.
    expect(said.includes(secret)).toBe(false);
  }
  expect(said).not.toMatch(/X-Amz-(Signature|Credential|Security-Token)/i);
}

/** Where Terraform 1.11 writes the value of an output in clear. */
const PATHS: Readonly<Record<string, (name: string) => readonly string[]>> = {
  planned_values: (name) => ["planned_values", "outputs", name, "value"],
  "output_changes before": (name) => ["output_changes", name, "before"],
  "output_changes after": (name) => ["output_changes", name, "after"],
  prior_state: (name) => ["prior_state", "values", "outputs", name, "value"],
  configuration: (name) => [
    "configuration",
    "root_module",
    "outputs",
    name,
    "expression",
    "constant_value",
  ],
};

describeWithTerraform("The links of a plan by the real Terraform", () => {
  let plan: string;

  beforeAll(() => {
    plan = planBetween(
      { time: NOW, build: (stack) => declare(stack, SHARE_PAIRS, "before") },
      { time: NOW, build: (stack) => declare(stack, SHARE_PAIRS, "after") },
    );
  });

  test.each(Object.entries(PATHS))("stand in clear at %s", (_name, pathOf) => {
    const value = pathOf("Renewed_url").reduce<unknown>(
      (inner, step) => (inner as Record<string, unknown>)[step],
      JSON.parse(plan),
    );

    expect(typeof value === "string" && /X-Amz-Signature=[0-9a-f]{64}$/.test(value)).toBe(true);
  });

  test("are said by no renderer", () => {
    const secrets = secretsIn(plan);

    expect(secrets.length).toBeGreaterThan(90);
    expectNoneOf(secrets, everythingSaidOf(plan));
  });

  test("are said by no error about the plan, wherever it is cut or spoilt", () => {
    const secrets = secretsIn(plan);
    for (const match of [...plan.matchAll(/X-Amz-Signature=/g)].slice(0, 40)) {
      const cut = plan.slice(0, match.index + 60);
      const spoilt = `${plan.slice(0, match.index + 60)}"${plan.slice(match.index + 60)}`;

      for (const broken of [cut, spoilt]) {
        const said = everythingSaidOf(broken);
        expect(said).toMatch(/^Error: plan: must be/);
        expectNoneOf(secrets, said);
      }
    }
  });
});

const LINK = presign({ ...VALID_REQUEST, signedAt: new Date("2026-11-22T06:00:00Z") });

describe("A secret that was planted", () => {
  const SECRETS = secretsIn(LINK);

  /** A link, a secret key or an access key in the place of each text of a descriptor, one at a time. */
  test.each(Object.keys(descriptor()))("in the place of %s is not said", (field) => {
    for (const secret of [LINK, `prefix ${LINK}`, encodeURIComponent(LINK)]) {
      for (const value of [secret, { [secret]: secret }, { "x-key": secret }]) {
        const outputs = {
          R_share: {
            actions: ["update"],
            before: descriptor({ [field]: value }),
            after: descriptor({ bucket: "other" }),
          },
          S_share: { actions: ["create"], before: null, after: descriptor({ [field]: value }) },
        };
        expectNoneOf(
          SECRETS,
          everythingSaidOf(
            JSON.stringify({
              format_version: "1.2",
              planned_values: {},
              output_changes: outputs,
            }),
          ),
        );
      }
    }
  });

  test.each(Object.entries(KEY_PLANS))("as secret_key is not said: %s", (_name, plan) => {
    const json = keyPlanJson(plan);

    expectNoneOf(SECRETS, everythingSaidOf(json));
    // Nor as what Terraform would say of what changes.
    expect(everythingSaidOf(json)).not.toMatch(/SecretOfThe|correct horse|ada@example/);
  });

  test("is not said of a link without a descriptor, whichever form it has", () => {
    const links = [
      LINK,
      LINK.replace("https://", "https://user:Opdxr7mG09tK4wX4s6J3@"),
      `${LINK}&X-Amz-Security-Token=${SAMPLE_CREDENTIALS.secretAccessKey}`,
      LINK.replace("my-object.txt", encodeURIComponent(LINK)),
      LINK.replace("eu-central-3", "X-Amz-Signature"),
    ];
    for (const after of links) {
      const outputs = { link: { actions: ["update"], before: "x", after, after_unknown: false } };
      const said = everythingSaidOf(
        JSON.stringify({ format_version: "1.2", planned_values: {}, output_changes: outputs }),
      );

      expect(said).toContain("unrecognized");
      expectNoneOf(SECRETS, said);
    }
  });

  test("is not said by an error about rules", () => {
    const { secretAccessKey } = SAMPLE_CREDENTIALS;
    for (const rules of [
      secretAccessKey,
      JSON.stringify(secretAccessKey),
      JSON.stringify({ [secretAccessKey]: 1, longestLife: { [secretAccessKey]: "1h" } }),
      JSON.stringify({ longestLife: { GET: secretAccessKey }, noAdminKeys: LINK }),
      JSON.stringify({ forbiddenObjectKeyPrefixes: secretAccessKey, consentToDelete: LINK }),
    ]) {
      let said = "";
      try {
        parseRules(rules);
      } catch (error) {
        said = String(error);
      }
      expect(said).toMatch(/^Error: /);
      expectNoneOf(SECRETS, said);
    }
  });
});
