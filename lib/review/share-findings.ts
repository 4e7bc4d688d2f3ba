import type { Finding, FindingKind } from "./finding";
import { isoSeconds, timeOf } from "./instant";
import { endOf, lifeOf, type Share, type ShareField, TARGET_FIELDS } from "./share";
import { linkReasons } from "./link-reasons";
import type { LinkChange, ShareChange } from "./shares-in-plan";
import { linkFacts } from "./signed-link";

/** What shares are judged by besides the plan. */
export interface ShareContext {
  /** Milliseconds since the Unix epoch. */
  readonly now: number;

  /** Fingerprints of the access keys that stop working with this plan. */
  readonly dyingKeys: ReadonlySet<string>;
}

/** What a holder may do, from less to more. */
const RANKS = new Map([
  ["HEAD", 0],
  ["GET", 1],
  ["PUT", 2],
  ["DELETE", 2],
]);

/** What the change of a share comes to; nothing where nothing changes. */
export function shareFindings(change: ShareChange, context: ShareContext): Finding[] {
  const { address, before, after } = change;
  const { kinds, reasons } = kindsOf(change);
  const findings = new Map(kinds.map((kind) => [kind, [] as string[]]));

  const unexplained = [...reasons, ...linkReasons(change)];
  if (unexplained.length > 0) {
    findings.set("unrecognized", unexplained);
  } else if (change.isChanged && findings.size === 0) {
    findings.set("unrecognized", ["Its descriptor changes in a field that is not known here."]);
  }
  const about = [...remains(change, context), ...(after ? stateOf(after, context) : [])];
  return [...findings].map(([kind, ownReasons], i) => ({
    kind,
    address,
    severity: kind === "share-renewed" ? "info" : "review",
    before: before?.facts ?? null,
    after: after?.facts ?? null,
    breaks: [],
    reasons: [...ownReasons, ...(i === 0 ? about : [])],
  }));
}

/** A changed link that no descriptor stands beside: what it grants cannot be told. */
export function linkFindings({ address, before, after, ...link }: LinkChange): Finding[] {
  return !link.isUnknown && before?.text === after?.text
    ? []
    : [
        {
          kind: "unrecognized",
          address,
          severity: "review",
          before: before ? linkFacts(before) : null,
          after: after ? linkFacts(after) : link.isUnknown ? {} : null,
          breaks: [],
          reasons: ["It is a presigned URL without a descriptor: its method cannot be told."],
        },
      ];
}

function kindsOf({ before, after, isChanged }: ShareChange): {
  kinds: FindingKind[];
  reasons: string[];
} {
  const problem = after?.problem ?? before?.problem;
  if (!isChanged) {
    return { kinds: [], reasons: [] };
  }
  if (before === undefined || after === undefined) {
    return {
      kinds: [before === undefined ? "share-added" : "share-removed"],
      reasons: problem === undefined ? [] : [problem],
    };
  }
  return problem === undefined
    ? compare(before, after)
    : { kinds: [], reasons: [`${problem} What changes cannot be told.`] };
}

function compare(before: Share, after: Share): { kinds: FindingKind[]; reasons: string[] } {
  const kinds: FindingKind[] = [];
  const reasons: string[] = [];
  const changes = (field: ShareField): boolean => before.text(field) !== after.text(field);

  if (TARGET_FIELDS.some(changes)) {
    kinds.push("share-retargeted");
  }
  if (changes("method")) {
    const [old, next] = [before, after].map((share) => RANKS.get(share.text("method") ?? ""));
    if (old === undefined || next === undefined || old === next) {
      reasons.push("Its method changes, neither to more nor to less.");
    } else {
      kinds.push(next > old ? "share-widened" : "share-narrowed");
    }
  }
  if (before.headers !== after.headers) {
    reasons.push("The headers that its holder must send change.");
  }
  const isSameGrant = kinds.length === 0 && reasons.length === 0;

  const [oldLife, newLife] = [lifeOf(before), lifeOf(after)];
  if (oldLife === undefined || newLife === undefined) {
    reasons.push("How long it lives cannot be told.");
  } else if (newLife !== oldLife) {
    kinds.push(newLife > oldLife ? "share-extended" : "share-shortened");
  } else if (isSameGrant && (["signed_at", "expires_at", "renews_at"] as const).some(changes)) {
    kinds.push("share-renewed");
  }
  if (changes("access_key_fingerprint")) {
    kinds.push("share-resigned");
  }
  return { kinds, reasons };
}

/** Taking a link back does not end it: what was handed out goes on working. */
function remains({ before, after }: ShareChange, { now, dyingKeys }: ShareContext): string[] {
  const end = before && endOf(before, now);
  const lessThanBefore =
    before !== undefined &&
    (after === undefined ||
      (lifeOf(after) ?? Infinity) < (lifeOf(before) ?? 0) ||
      [...TARGET_FIELDS, "method" as const].some(
        (field) => before.text(field) !== after.text(field),
      ));
  return end === undefined ||
    !lessThanBefore ||
    dyingKeys.has(before?.text("access_key_fingerprint") ?? "")
    ? []
    : [`The link of before works until ${isoSeconds(end)} all the same.`];
}

function stateOf(after: Share, { now, dyingKeys }: ShareContext): string[] {
  const [start, end] = [timeOf(after.text("signed_at")), timeOf(after.text("expires_at"))];
  if (dyingKeys.has(after.text("access_key_fingerprint") ?? "")) {
    return ["The new link is dead from the start: this plan ends the access key that signs it."];
  }
  if (end !== undefined && end <= now) {
    return [`The new link ended at ${isoSeconds(end)} already.`];
  }
  return start !== undefined && start > now
    ? [`The new link works from ${isoSeconds(start)} on.`]
    : [];
}
