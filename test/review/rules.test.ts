import { parsePlan, parseRules, review, type Review } from "../../lib/review";
import { NOW, OTHER_USER_ID } from "../program";
import {
  descriptor,
  keyValues,
  newKey,
  planJson,
  type PlanParts,
  resourceChange,
  type ResourceChangeJson,
  userValues,
  type Values,
} from "./plan-json";

const now = Date.parse(NOW);
const KEY = "ionoscloud_s3_key.deploy";

function judged(
  rules: object,
  changes: readonly ResourceChangeJson[],
  parts: PlanParts = {},
): Review {
  return review(parsePlan(planJson(changes, parts)), {
    now,
    rules: parseRules(JSON.stringify(rules)),
  });
}

/** Each finding as `SEVERITY KIND`, with what it says of rules. */
function told({ findings }: Review): unknown[] {
  return findings.map(({ severity, kind, reasons }) => [
    `${severity} ${kind}`,
    ...reasons.filter((reason) => reason.startsWith("Rule ")),
  ]);
}

function shareChange(before: Values | null, after: Values, unknown: unknown = false): PlanParts {
  return {
    outputs: {
      R_share: {
        actions: [before === null ? "create" : "update"],
        before: before && descriptor(before),
        after: descriptor(after),
        after_unknown: unknown,
      },
    },
  };
}

const noon = {
  signed_at: "2026-11-22T12:00:00Z",
  expires_at: "2026-11-23T00:00:00Z",
  renews_at: "2026-11-22T18:00:00Z",
};

describe("The rule longestLife", () => {
  const rules = { longestLife: { GET: "12h", PUT: "90m" } };

  test("stops a link that lives longer than its method may, also a mere renewal", () => {
    const tooLong = { expires_at: "2026-11-22T18:00:01Z" };
    const renewed = { ...noon, expires_at: "2026-11-23T00:00:01Z" };

    const result = judged(rules, [], shareChange(tooLong, renewed));

    expect(result.verdict).toBe("stop");
    expect(told(result)).toEqual([
      [
        "stop share-renewed",
        "Rule longestLife: a GET link may live 12 h, this one lives 12 h 1 s.",
      ],
    ]);
  });

  test("lets a link live exactly as long, and other methods as they are", () => {
    expect(judged(rules, [], shareChange({}, noon)).verdict).toBe("nothing");
    expect(told(judged(rules, [], shareChange(null, { method: "DELETE" })))).toEqual([
      ["review share-added"],
    ]);
  });

  test("looks at the method after the change", () => {
    expect(told(judged(rules, [], shareChange({}, { method: "PUT" })))).toEqual([
      [
        "stop share-widened",
        "Rule longestLife: a PUT link may live 1 h 30 min, this one lives 12 h.",
      ],
    ]);
  });

  test("does not stop a link that goes", () => {
    const outputs = {
      R_share: {
        actions: ["delete"],
        before: descriptor({ expires_at: "2026-11-29T06:00:00Z" }),
        after_unknown: false,
      },
    };

    expect(told(judged(rules, [], { outputs }))).toEqual([["review share-removed"]]);
  });

  test("says that it cannot be checked where the life cannot be told", () => {
    expect(told(judged(rules, [], shareChange(null, { expires_at: "soon" })))).toEqual([
      ["review share-added", "Rule longestLife: cannot be checked."],
    ]);
  });
});

describe("The rule forbiddenObjectKeyPrefixes", () => {
  const rules = { forbiddenObjectKeyPrefixes: ["private/", "u\u0308ber/"] };

  test("stops links to such objects, in whichever way an umlaut is written", () => {
    for (const object_key of ["private/a", "\u00fcber/a"]) {
      expect(judged(rules, [], shareChange(null, { object_key })).verdict).toBe("stop");
    }
    expect(told(judged(rules, [], shareChange({}, { object_key: "private/a" })))).toEqual([
      [
        "stop share-retargeted",
        'Rule forbiddenObjectKeyPrefixes: the object key begins with "private/".',
      ],
    ]);
  });

  test("lets all others pass", () => {
    for (const object_key of ["public/private/a", "Private/a", "private"]) {
      expect(judged(rules, [], shareChange(null, { object_key })).verdict).toBe("review");
    }
  });

  test("says that it cannot be checked where the object key is known after apply", () => {
    const parts = shareChange(null, { object_key: undefined }, { object_key: true });

    expect(told(judged(rules, [], parts))).toEqual([
      [
        "review share-added",
        "Rule forbiddenObjectKeyPrefixes: the object key is known after apply.",
      ],
    ]);
  });
});

describe("The rule noAdminKeys", () => {
  const rules = { noAdminKeys: true };
  const admin = resourceChange(
    "ionoscloud_user.ada",
    ["no-op"],
    userValues({ administrator: true }),
    userValues({ administrator: true }),
  );
  const create = resourceChange(KEY, ["create"], null, ...newKey());
  const broken = "Rule noAdminKeys: its owner is an administrator.";

  test("stops keys that are made, activated or replaced for an administrator", () => {
    const activate = resourceChange(KEY, ["update"], keyValues({ active: false }), keyValues());
    const replace = resourceChange(KEY, ["create", "delete"], keyValues(), ...newKey());

    expect(told(judged(rules, [admin, create]))).toEqual([["stop key-created", broken]]);
    expect(told(judged(rules, [admin, activate]))).toEqual([["stop key-activated", broken]]);
    expect(told(judged(rules, [admin, replace]))).toEqual([["stop key-replaced", broken]]);
  });

  test("lets an administrator's keys go, and other users' keys come", () => {
    const remove = resourceChange(KEY, ["delete"], keyValues(), null);
    const other = resourceChange(KEY, ["create"], null, ...newKey({ user_id: OTHER_USER_ID }));

    expect(told(judged(rules, [admin, remove]))).toEqual([["review key-deleted"]]);
    expect(told(judged(rules, [admin, other]))).toEqual([["review key-created"]]);
    expect(told(judged(rules, [create]))).toEqual([["review key-created"]]);
  });

  test("knows an administrator from a data source too", () => {
    const dataSources = [
      {
        address: "data.ionoscloud_user.ada",
        mode: "data",
        type: "ionoscloud_user",
        values: { id: OTHER_USER_ID.toUpperCase(), administrator: true },
      },
    ];

    const other = resourceChange(KEY, ["create"], null, ...newKey({ user_id: OTHER_USER_ID }));

    expect(told(judged(rules, [other], { dataSources }))).toEqual([["stop key-created", broken]]);
  });

  test("knows an administrator who is made in the same plan, by the configuration", () => {
    const [after, unknown] = [newKey({ user_id: undefined })[0], { id: true, user_id: true }];
    const owner = (address: string, administrator: boolean): ResourceChangeJson =>
      resourceChange(address, ["create"], null, userValues({ administrator, id: undefined }), {
        after_unknown: { id: true },
      });
    const key = (address: string): ResourceChangeJson =>
      resourceChange(address, ["create"], null, after, { after_unknown: unknown });
    const module = {
      resources: [
        {
          address: KEY,
          expressions: { user_id: { references: ["ionoscloud_user.u.id", "ionoscloud_user.u"] } },
        },
      ],
    };
    const parts = { configuration: { ...module, module_calls: { ci: { module } } } };

    const result = judged(
      rules,
      [
        owner("ionoscloud_user.u", false),
        key(KEY),
        owner('module.ci["a"].ionoscloud_user.u', true),
        owner('module.ci["b"].ionoscloud_user.u', false),
        key(`module.ci["a"].${KEY}`),
        key(`module.ci["b"].${KEY}`),
      ],
      parts,
    );

    expect(
      result.findings
        .filter(({ severity }) => severity === "stop")
        .map(({ kind, address }) => `${kind} ${address}`),
    ).toEqual([
      `key-created module.ci["a"].${KEY}`,
      'user-promoted module.ci["a"].ionoscloud_user.u',
    ]);
  });

  test("stops a promotion that makes keys of the plan ADMIN keys", () => {
    const promote = resourceChange(
      "ionoscloud_user.ada",
      ["update"],
      userValues(),
      userValues({ administrator: true }),
    );
    const key = resourceChange(KEY, ["no-op"], keyValues(), keyValues());

    expect(told(judged(rules, [promote, key]))).toEqual([
      ["stop user-promoted", `Rule noAdminKeys: ${KEY}.`],
    ]);
    expect(told(judged(rules, [promote]))).toEqual([
      ["review user-promoted", "Rule noAdminKeys: keys of this user elsewhere cannot be known."],
    ]);
  });
});

describe("The rule noDeletesWithoutConsent", () => {
  const remove = resourceChange(KEY, ["delete"], keyValues(), null);
  const replace = resourceChange(
    "ionoscloud_s3_key.b",
    ["delete", "create"],
    keyValues(),
    ...newKey(),
  );
  const user = resourceChange("ionoscloud_user.ada", ["delete"], userValues(), null);
  const broken = "Rule noDeletesWithoutConsent: its address is not in consentToDelete.";

  test("stops keys that are deleted or replaced, and users who take theirs along", () => {
    const result = judged({ noDeletesWithoutConsent: true }, [remove, replace, user]);

    expect(told(result)).toEqual([
      ["stop key-deleted", broken],
      ["stop key-replaced", broken],
      ["stop unrecognized", broken],
    ]);
  });

  test("lets those pass that are named", () => {
    const rules = { noDeletesWithoutConsent: true, consentToDelete: [KEY] };

    expect(told(judged(rules, [remove, replace]))).toEqual([
      ["stop key-replaced", broken],
      ["review key-deleted"],
    ]);
  });

  test("is no matter of deactivation, nor of links", () => {
    const deactivate = resourceChange(KEY, ["update"], keyValues(), keyValues({ active: false }));
    const outputs = { R_share: { actions: ["delete"], before: descriptor() } };

    expect(judged({ noDeletesWithoutConsent: true }, [deactivate], { outputs }).verdict).toBe(
      "review",
    );
  });
});

test("nothing stops without a rules file, nor with one that has no rules", () => {
  const remove = resourceChange(KEY, ["delete"], keyValues(), null);

  expect(review(parsePlan(planJson([remove])), { now }).verdict).toBe("review");
  expect(judged({}, [remove]).verdict).toBe("review");
});

describe("A rules file", () => {
  test.each<[string, string]>([
    ["nonsense secret", "rules: must be JSON, got text that is none"],
    ["[]", "rules: must be a JSON object of rules, got an Array"],
    [
      '{ "longestlife": {} }',
      'rules: must be among longestLife, forbiddenObjectKeyPrefixes, noAdminKeys, noDeletesWithoutConsent, consentToDelete, got "longestlife"',
    ],
    [
      '{ "longestLife": "12h" }',
      'longestLife: must be an object such as { "GET": "12h" }, got "12h"',
    ],
    [
      '{ "longestLife": { "get": "12h" } }',
      'longestLife: must name methods (GET, HEAD, PUT, DELETE), got "get"',
    ],
    [
      '{ "longestLife": { "GET": "0h" } }',
      'longestLife.GET: must be a number and s, m, h or d, such as "12h", got "0h"',
    ],
    [
      '{ "longestLife": { "GET": 12 } }',
      'longestLife.GET: must be a number and s, m, h or d, such as "12h", got 12',
    ],
    [
      '{ "forbiddenObjectKeyPrefixes": "a" }',
      'forbiddenObjectKeyPrefixes: must be a list of texts, got "a"',
    ],
    [
      '{ "forbiddenObjectKeyPrefixes": ["a", ""] }',
      'forbiddenObjectKeyPrefixes: must be a list of texts that are not empty, got "" in it',
    ],
    ['{ "noAdminKeys": "yes" }', 'noAdminKeys: must be true or false, got "yes"'],
    ['{ "noDeletesWithoutConsent": 1 }', "noDeletesWithoutConsent: must be true or false, got 1"],
    [
      '{ "consentToDelete": [null] }',
      "consentToDelete: must be a list of texts that are not empty, got null in it",
    ],
    [
      '{ "noAdminKeys": 1, "consentToDelete": {} }',
      "noAdminKeys: must be true or false, got 1\nconsentToDelete: must be a list of texts, got an Object",
    ],
  ])("that is %s is refused in one line for each bad rule", (text, message) => {
    expect(() => parseRules(text)).toThrow(new Error(message));
  });
});
