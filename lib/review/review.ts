import { applyRules } from "./broken-rules";
import { liveShares } from "./breaks";
import type { Finding, Severity, Verdict } from "./finding";
import { endsKey, keyFindings } from "./key-findings";
import { isKey, type KeyChange, keysInPlan } from "./keys-in-plan";
import type { Plan } from "./plan";
import { NO_RULES, type Rules } from "./rules";
import { linkFindings, shareFindings } from "./share-findings";
import { type ShareChange, sharesInPlan } from "./shares-in-plan";
import { userFindings } from "./user-findings";
import { USER_TYPE, Users } from "./users-in-plan";

/** What a plan comes to. */
export interface Review {
  readonly verdict: Verdict;

  /** The important first. */
  readonly findings: readonly Finding[];

  /** All keys and shares of the plan, also those that stay as they are. */
  readonly keys: readonly KeyChange[];
  readonly shares: readonly ShareChange[];

  /** Fingerprints of the access keys that stop working with the plan. */
  readonly dyingKeys: ReadonlySet<string>;

  /** What was taken for now, in milliseconds since the Unix epoch. */
  readonly now: number;
}

/** What a review goes by besides the plan. */
export interface ReviewOptions {
  /** Milliseconds since the Unix epoch: a link that has ended dies with no key. */
  readonly now: number;

  /** @default - nothing is refused */
  readonly rules?: Rules;
}

const ORDER: readonly Severity[] = ["stop", "review", "info"];

/** Says what a plan does to keys and shares. */
export function review(plan: Plan, { now, rules = NO_RULES }: ReviewOptions): Review {
  const { shares, links } = sharesInPlan(plan.outputs);
  const keys = keysInPlan(plan, Users.of(plan));
  const live = liveShares(shares, links, now);
  const dyingKeys = new Set(
    keys.filter(endsKey).flatMap(({ before }) => (before?.fingerprint ? [before.fingerprint] : [])),
  );

  const findings = [
    ...keys.flatMap((key) => keyFindings(key, live)),
    ...userFindings(plan, keys, live),
    ...shares.flatMap((share) => shareFindings(share, { now, dyingKeys })),
    ...links.flatMap(linkFindings),
  ];
  const judged = {
    shares: new Map(shares.map((share) => [share.address, share])),
    keys,
    deleted: deletedIn(plan),
  };
  const sorted = applyRules(findings, judged, rules).sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
  );
  const worst = sorted[0]?.severity ?? "info";
  return {
    verdict: worst === "info" ? "nothing" : worst,
    findings: sorted,
    keys,
    shares,
    dyingKeys,
    now,
  };
}

function deletedIn({ resources }: Plan): Set<string> {
  return new Set(
    resources
      .filter(({ type, mode }) => mode === "managed" && (isKey(type) || type === USER_TYPE))
      .filter(({ change }) => change.action === "delete" || change.action === "replace")
      .map(({ address }) => address),
  );
}
