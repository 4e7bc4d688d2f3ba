import { type Finding, parsePlan, renderText, review } from "../../lib/review";
import { fingerprint, presign } from "../../lib/signing";
import { NOW } from "../program";
import { SAMPLE_CREDENTIALS, VALID_REQUEST } from "../signing/requests";
import {
  descriptor,
  keyValues,
  newKey,
  planJson,
  type PlanParts,
  resourceChange,
  type ResourceChangeJson,
  unchanged,
  userValues,
  type Values,
} from "./plan-json";

const KEY = "ionoscloud_s3_key.deploy";
const now = Date.parse(NOW);
const mine = { access_key_fingerprint: fingerprint(SAMPLE_CREDENTIALS.accessKeyId) };

const deactivate = resourceChange(KEY, ["update"], keyValues(), keyValues({ active: false }));
const replace = resourceChange(KEY, ["delete", "create"], keyValues(), ...newKey());
const remove = resourceChange(KEY, ["delete"], keyValues(), null);

function findings(
  changes: readonly ResourceChangeJson[],
  outputs: PlanParts["outputs"] = {},
): readonly Finding[] {
  return review(parsePlan(planJson(changes, { outputs })), { now }).findings;
}

function breaksOf(change: ResourceChangeJson, outputs: PlanParts["outputs"]): unknown {
  return findings([change], outputs).find(({ address }) => address === change.address)?.breaks;
}

describe.each([
  ["deactivated", deactivate],
  ["replaced", replace],
  ["deleted", remove],
])("A key that is %s", (_how, change) => {
  test("breaks the live links of the state that it signed, and says until when each would have worked", () => {
    expect(
      breaksOf(change, {
        A_share: unchanged(descriptor(mine)),
        B_share: unchanged(descriptor({ ...mine, expires_at: "2026-11-23T06:00:00Z" })),
      }),
    ).toEqual([
      { share: "output.B_share", usableUntil: "2026-11-23T06:00:00Z", plan: "keeps" },
      { share: "output.A_share", usableUntil: "2026-11-22T18:00:00Z", plan: "keeps" },
    ]);
  });

  test("breaks no link that has ended, or that another key signed", () => {
    expect(
      breaksOf(change, {
        Ended_share: unchanged(descriptor({ ...mine, expires_at: NOW })),
        Foreign_share: unchanged(descriptor()),
        Text: unchanged("presigned-url/1"),
      }),
    ).toEqual([]);
  });

  test("breaks links that somebody holds, whatever the plan does with their outputs", () => {
    expect(
      breaksOf(change, {
        Removed_share: { actions: ["delete"], before: descriptor(mine), after_unknown: false },
        Resigned_share: {
          actions: ["update"],
          before: descriptor(mine),
          after: descriptor({ access_key_fingerprint: undefined }),
          after_unknown: { access_key_fingerprint: true, signed_headers: {} },
        },
        Renewed_share: {
          actions: ["update"],
          before: descriptor(mine),
          after: descriptor({
            ...mine,
            signed_at: "2026-11-22T12:00:00Z",
            expires_at: "2026-11-23T00:00:00Z",
          }),
          after_unknown: false,
        },
        Added_share: { actions: ["create"], before: null, after: descriptor(mine) },
      }),
    ).toEqual([
      { share: "output.Removed_share", usableUntil: "2026-11-22T18:00:00Z", plan: "removes" },
      { share: "output.Renewed_share", usableUntil: "2026-11-22T18:00:00Z", plan: "keeps" },
      { share: "output.Resigned_share", usableUntil: "2026-11-22T18:00:00Z", plan: "re-signs" },
    ]);
  });

  test("says that links outside of the state cannot be known, also where it breaks none", () => {
    const result = review(parsePlan(planJson([change])), { now });

    expect(renderText(result)).toContain("Links outside of this state");
  });

  test("says so where its access key is not known", () => {
    const { before, after } = change.change;
    const nameless = {
      ...change,
      change: { ...change.change, before: { ...before, id: null }, after },
    };

    const [finding] = findings([nameless], { A_share: unchanged(descriptor(mine)) });

    expect(finding).toMatchObject({
      breaks: [],
      reasons: ["Its access key is not known: which links die with it cannot be told."],
    });
  });
});

test.each([
  ["replaced", { ...replace, change: { ...replace.change, before: keyValues({ active: false }) } }],
  ["deleted", { ...remove, change: { ...remove.change, before: keyValues({ active: false }) } }],
])("A key that is inactive and %s breaks nothing: its links were dead", (_how, change) => {
  expect(breaksOf(change, { A_share: unchanged(descriptor(mine)) })).toEqual([]);
});

test("a key that is activated says which links work again", () => {
  const change = resourceChange(KEY, ["update"], keyValues({ active: false }), keyValues());

  expect(findings([change], { A_share: unchanged(descriptor(mine)) })).toMatchObject([
    {
      kind: "key-activated",
      breaks: [],
      reasons: ["Links that it signed work again: output.A_share."],
    },
  ]);
});

test("a user who goes takes the links of all keys along", () => {
  const user = resourceChange("ionoscloud_user.ada", ["delete"], userValues(), null);
  const key = resourceChange(KEY, ["no-op"], keyValues(), keyValues());

  expect(findings([user, key], { A_share: unchanged(descriptor(mine)) })).toMatchObject([
    { kind: "unrecognized", breaks: [{ share: "output.A_share" }] },
  ]);
});

test("another kind of key breaks by its access key, not by its id", () => {
  const values = { id: "uuid", accesskey: SAMPLE_CREDENTIALS.accessKeyId, secretkey: "x" };
  const change = resourceChange("ionoscloud_object_storage_accesskey.k", ["delete"], values, null);

  expect(breaksOf(change, { A_share: unchanged(descriptor(mine)) })).toHaveLength(1);
});

test("shares that a dying key signs anew are called dead from the start, and nothing remains of them", () => {
  const outputs = {
    Added_share: { actions: ["create"], before: null, after: descriptor(mine) },
    Gone_share: { actions: ["delete"], before: descriptor(mine), after_unknown: false },
  };

  const reasons = (address: string): unknown =>
    findings([deactivate], outputs).find((finding) => finding.address === address)?.reasons;

  expect(reasons("output.Added_share")).toEqual([
    "The new link is dead from the start: this plan ends the access key that signs it.",
  ]);
  expect(reasons("output.Gone_share")).toEqual([]);
});

describe("A link without a descriptor", () => {
  const link = (more: object = {}): string =>
    presign({ ...VALID_REQUEST, signedAt: new Date("2026-11-22T06:00:00Z"), ...more });
  const change = (before: unknown, after: unknown): PlanParts["outputs"] => ({
    link: { actions: ["update"], before, after, after_unknown: false },
  });

  test("is not recognized when it changes, and shows all but what grants access", () => {
    expect(findings([], change(link(), link({ objectKey: "other" })))).toEqual([
      {
        kind: "unrecognized",
        address: "output.link",
        severity: "review",
        before: {
          endpoint: "https://s3.eu-central-3.ionoscloud.com",
          path: "/my-bucket/my-object.txt",
          region: "eu-central-3",
          signed_at: "2026-11-22T06:00:00Z",
          expires_at: "2026-11-22T07:00:00Z",
          ...mine,
        },
        after: expect.objectContaining({ path: "/my-bucket/other" }) as unknown,
        breaks: [],
        reasons: ["It is a presigned URL without a descriptor: its method cannot be told."],
      },
    ]);
  });

  test("dies with its key too, also inside of a value", () => {
    const alive = link({ expiresInSeconds: 7200 });

    expect(breaksOf(deactivate, { link: unchanged({ urls: ["x", alive] }) })).toEqual([
      {
        share: 'output.link["urls"][1]',
        usableUntil: "2026-11-22T08:00:00Z",
        plan: "keeps",
      },
    ]);
  });

  test("counts once where it is the link of a share, such as for another stack", () => {
    const [before, after] = [link(), link({ signedAt: new Date("2026-11-22T12:00:00Z") })];
    const told = {
      ...mine,
      bucket: "my-bucket",
      object_key: "my-object.txt",
      expires_at: "2026-11-22T07:00:00Z",
    };
    const next = {
      ...told,
      signed_at: "2026-11-22T12:00:00Z",
      expires_at: "2026-11-22T13:00:00Z",
    };
    const update = (before: unknown, after: unknown) => ({
      actions: ["update"],
      before,
      after,
      after_unknown: false,
    });

    expect(
      findings([], {
        Report_share: update(descriptor(told), descriptor(next)),
        Report_url: update(before, after),
        "cross-stack-output-Report_url": update(before, after),
      }).map(({ kind, reasons }) => [kind, reasons]),
    ).toEqual([["share-renewed", ["The new link works from 2026-11-22T12:00:00Z on."]]]);
  });
});

describe("A share is not recognized", () => {
  const update = (before: unknown, after: unknown, after_unknown: unknown = false) => ({
    actions: ["update"],
    before,
    after,
    after_unknown,
  });
  const link = presign({
    ...VALID_REQUEST,
    bucket: "acme-reports",
    objectKey: "2026/q3.pdf",
    signedAt: new Date("2026-11-22T06:00:00Z"),
    expiresInSeconds: 43_200,
  });
  const told = descriptor(mine);
  const gone = { actions: ["delete"], before: link, after_unknown: false };

  test.each<[string, PlanParts["outputs"], string]>([
    [
      "whose link alone is known after apply",
      { R_share: unchanged(told), R_url: update(link, undefined, true) },
      "Its link is known after apply: what else changes in it cannot be told.",
    ],
    [
      "whose descriptor goes while its link stays",
      { R_share: { ...gone, before: told }, R_url: unchanged(link) },
      "Its descriptor goes, and the link beside it stays.",
    ],
    [
      "whose link goes while its descriptor stays",
      { R_share: unchanged(told), R_url: gone },
      "The link beside it goes, and its descriptor stays.",
    ],
    [
      "whose link opens another object than its descriptor says",
      {
        R_share: update(descriptor({ ...told, object_key: "x" }), descriptor(told)),
        R_url: update(link, link.replace("q3.pdf", "salaries.pdf")),
      },
      "Its link does not match its descriptor: object.",
    ],
    [
      "whose link lives longer than its descriptor says, with another key",
      {
        R_share: update(told, descriptor({ ...told, renews_at: "2026-11-22T09:00:00Z" })),
        R_url: update(
          link,
          link.replace("Expires=43200", "Expires=604800").replace("=EAAA", "=EBBB"),
        ),
      },
      "Its link does not match its descriptor: life, access key.",
    ],
    [
      "of a format to come",
      { R_share: update(told, descriptor({ ...told, format: "presigned-url/2" })) },
      "Its descriptor is of a format that this version does not know. What changes cannot be told.",
    ],
    [
      "with a broken descriptor",
      { R_share: update(told, descriptor({ ...told, bucket: 5 })) },
      "Its descriptor has no text in bucket. What changes cannot be told.",
    ],
    [
      "whose life is no time",
      { R_share: update(told, descriptor({ ...told, expires_at: "soon" })) },
      "How long it lives cannot be told.",
    ],
    [
      "with a field more",
      { R_share: update(told, descriptor({ ...told, max_downloads: 5 })) },
      "Its descriptor changes in a field that is not known here.",
    ],
  ])("%s", (_name, outputs, reason) => {
    expect(findings([], outputs).filter(({ reasons }) => reasons.includes(reason))).toMatchObject([
      { kind: "unrecognized", address: "output.R_share", severity: "review" },
    ]);
  });

  test("and is found inside of lists and objects", () => {
    const value = (objectKey: string): Values => ({
      all: [descriptor(), descriptor({ object_key: objectKey })],
    });

    expect(findings([], { shares: update(value("a"), value("b")) })).toMatchObject([
      { kind: "share-retargeted", address: 'output.shares["all"][1]' },
    ]);
  });

  test("and is told where all of it is known after apply", () => {
    expect(findings([], { R_share: update(descriptor(), undefined, true) })).toMatchObject([
      { kind: "share-retargeted", after: { bucket: null } },
      { kind: "share-resigned" },
      { kind: "unrecognized" },
    ]);
  });

  test("nor shown where the program calls it sensitive, and compared all the same", () => {
    const output = {
      ...update(descriptor({ bucket: "merger-a" }), descriptor({ bucket: "merger-b" })),
      before_sensitive: { bucket: true },
      after_sensitive: true,
    };

    const result = findings([], { R_share: output });

    expect(result).toMatchObject([{ kind: "share-retargeted" }]);
    expect(JSON.stringify(result)).not.toMatch(/merger/);
  });
});
