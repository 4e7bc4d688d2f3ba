import { parsePlan, renderJson, review } from "../../lib/review";
import { fingerprint } from "../../lib/signing";
import { NOW, USER_ID } from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import { HOSTILE_OBJECT_KEYS, hostileReview } from "./hostile";
import { descriptor, keyValues, planJson, resourceChange, unchanged } from "./plan-json";

test("the JSON has the documented shape", () => {
  const access_key_fingerprint = fingerprint(SAMPLE_CREDENTIALS.accessKeyId);
  const plan = planJson(
    [
      resourceChange(
        "ionoscloud_s3_key.deploy",
        ["update"],
        keyValues(),
        keyValues({ active: false }),
      ),
    ],
    { outputs: { Report_share: unchanged(descriptor({ access_key_fingerprint })) } },
  );

  const json = renderJson(review(parsePlan(plan), { now: Date.parse(NOW) }));

  expect(JSON.parse(json)).toEqual({
    version: 1,
    verdict: "review",
    findings: [
      {
        kind: "key-deactivated",
        address: "ionoscloud_s3_key.deploy",
        severity: "review",
        before: { user_id: USER_ID, active: true, access_key_fingerprint },
        after: { user_id: USER_ID, active: false, access_key_fingerprint },
        breaks: [
          {
            share: "output.Report_share",
            usableUntil: "2026-11-22T18:00:00Z",
            plan: "keeps",
          },
        ],
        reasons: [],
      },
    ],
  });
});

test("the JSON holds every name as it is, and no character that cannot be seen", () => {
  const json = renderJson(hostileReview());
  const { findings } = JSON.parse(json) as {
    findings: { kind: string; after: { object_key: string } }[];
  };

  expect(
    findings.filter(({ kind }) => kind === "share-added").map(({ after }) => after.object_key),
  ).toEqual(HOSTILE_OBJECT_KEYS);
  expect(json).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
});
