import { breaksOf, type LiveShare } from "./breaks";
import type { Facts, Finding, FindingKind } from "./finding";
import { member, textMember } from "./json";
import type { KeyChange, Place } from "./keys-in-plan";
import type { Plan, ResourceChange } from "./plan";
import { safeText } from "./safe-text";
import { USER_TYPE } from "./users-in-plan";

/** What changes of users mean for keys; all that does not concern keys is left out. */
export function userFindings(
  plan: Plan,
  keys: readonly KeyChange[],
  shares: readonly LiveShare[],
): Finding[] {
  const findings = (place: Place, resources: readonly ResourceChange[]): Finding[] =>
    resources
      .filter(({ type, mode }) => type === USER_TYPE && mode === "managed")
      .flatMap((resource) => findingsOf(resource, place, keys, shares));
  return [
    ...findings("planned", plan.resources),
    ...findings("drift", plan.drift),
    ...findings("deferred", plan.deferred),
  ];
}

function findingsOf(
  { address, change }: ResourceChange,
  place: Place,
  keys: readonly KeyChange[],
  shares: readonly LiveShare[],
): Finding[] {
  const { before, after, afterUnknown, action } = change;
  const was = member(before, "administrator") === true;
  const isUnknown = member(afterUnknown, "administrator") === true;
  const is = member(after, "administrator") === true;
  const kinds: FindingKind[] = [];
  const reasons: string[] = [];
  let ends = false;

  if (action === "delete" || action === "replace") {
    reasons.push("All keys of a user go with the user.");
    ends = true;
  }
  if (action !== "delete" && isUnknown) {
    reasons.push("Whether the user becomes an administrator is known after apply.");
  } else if (is && !was && action !== "read") {
    kinds.push("user-promoted");
  } else if (was && !is && action === "update") {
    reasons.push("The user is no administrator any more: the user's keys open less than before.");
  }
  if (
    action === "update" &&
    member(before, "active") === true &&
    member(after, "active") !== true
  ) {
    reasons.push("The user is deactivated: whether the user's keys go on working is not known.");
  }
  if (place !== "planned" && kinds.length + reasons.length > 0) {
    reasons.unshift(
      place === "drift"
        ? "The user was changed outside of Terraform."
        : "Terraform puts this change off to a later plan.",
      ...kinds.splice(0).map(() => "The user became an administrator."),
    );
  }
  if (reasons.length > 0) {
    kinds.push("unrecognized");
  }

  const id = textMember(before, "id");
  const ofUser = keys.filter(
    (key) => key.place === "planned" && id !== undefined && key.before?.userId === id,
  );
  const dying = new Set(
    ofUser.filter((key) => key.before?.isActive !== false).map((key) => key.before?.fingerprint),
  );
  return kinds.map((kind) => ({
    kind,
    address,
    severity: "review",
    before: before === null ? null : userFacts(before, undefined),
    after: after === null ? null : userFacts(after, afterUnknown),
    breaks:
      ends && kind === "unrecognized"
        ? [...dying].flatMap((fingerprint) => breaksOf(fingerprint, shares))
        : [],
    reasons: kind === "unrecognized" ? reasons : [],
  }));
}

function userFacts(values: unknown, unknown: unknown): Facts {
  const facts: Record<string, Facts[string]> = {};
  for (const name of ["id", "administrator", "active"]) {
    const value = member(values, name);
    if (member(unknown, name) === true) {
      facts[name] = null;
    } else if (typeof value === "boolean") {
      facts[name] = value;
    } else if (typeof value === "string") {
      facts[name] = safeText(value);
    }
  }
  return facts;
}
