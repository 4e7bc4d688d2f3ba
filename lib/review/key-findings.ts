import { breaksOf, type LiveShare } from "./breaks";
import type { Facts, Finding, FindingKind } from "./finding";
import { isSame, member } from "./json";
import type { Key, KeyChange, Place } from "./keys-in-plan";
import { safeText } from "./safe-text";

/** What of a key's attributes may be named; the others are counted. */
const ATTRIBUTES = new Map([
  ["timeouts", "timeouts"],
  ["description", "description"],
  ["id", "access key"],
  ["secret_key", "secret key"],
  ["secretkey", "secret key"],
  ["accesskey", "access key"],
]);

const ELSEWHERE: Readonly<Record<Place, string | undefined>> = {
  planned: undefined,
  drift: "It was changed outside of Terraform",
  deferred: "Terraform puts this change off to a later plan",
};

interface Judgement {
  readonly kinds: FindingKind[];

  /** Why there is no other kind for it. */
  readonly reasons: string[];

  /** Whether links that the key signed stop working, or may do so. */
  readonly ends: boolean;
}

/** What the change of a key comes to; nothing where nothing changes. */
export function keyFindings(change: KeyChange, shares: readonly LiveShare[]): Finding[] {
  const { address, before, after, place } = change;
  const { kinds, reasons, ends } = judge(change);
  const where = ELSEWHERE[place];
  const about = where && (kinds.length > 0 || reasons.length > 0) ? [`${where}.`] : [];
  const unrecognized = where ? [...about, ...kinds.map(told), ...reasons] : reasons;
  const findings = new Map<FindingKind, string[]>(where ? [] : kinds.map((kind) => [kind, []]));
  if (unrecognized.length > 0) {
    findings.set("unrecognized", unrecognized);
  }

  // A key that was not active had no live links.
  const isEnded = ends && before?.isActive !== false;
  const isUnnamed = isEnded && typeof before?.fingerprint !== "string";
  return [...findings].map(([kind, ownReasons], i) => ({
    kind,
    address,
    severity: "review",
    before: before ? keyFacts(before) : null,
    after: after ? keyFacts(after) : null,
    breaks: isEnded && i === 0 ? breaksOf(before?.fingerprint, shares) : [],
    reasons: [
      ...ownReasons,
      ...(kind === "key-activated" ? revived(change, shares) : []),
      ...(isUnnamed && i === 0
        ? ["Its access key is not known: which links die with it cannot be told."]
        : []),
    ],
  }));
}

/** Links are dead while their key is inactive, and only then. */
function revived({ before }: KeyChange, shares: readonly LiveShare[]): string[] {
  const links = breaksOf(before?.fingerprint, shares).map(({ share }) => share);
  return links.length === 0 ? [] : [`Links that it signed work again: ${links.join(", ")}.`];
}

/** Whether the links that a key signed end with this plan. */
export function endsKey(change: KeyChange): boolean {
  const { kinds } = judge(change);
  return (
    change.place === "planned" &&
    kinds.some((kind) => ["key-deactivated", "key-replaced", "key-deleted"].includes(kind))
  );
}

function judge(change: KeyChange): Judgement {
  const { before, after, resource } = change;
  const { action, isImport } = resource.change;
  const moved =
    resource.previousAddress === undefined
      ? []
      : [`It moves here from ${resource.previousAddress}, and stays the same key.`];
  const imported = isImport ? ["Terraform takes a key over that exists already."] : [];
  const hints = change.place === "drift" ? [] : [...moved, ...imported];
  switch (action) {
    case "create":
      return { kinds: ["key-created"], reasons: hints, ends: false };
    case "replace":
      return { kinds: ["key-replaced"], reasons: imported, ends: true };
    case "delete":
      return { kinds: ["key-deleted"], reasons: hints, ends: true };
    case "update": {
      const update = compare(change);
      return { ...update, reasons: [...hints, ...update.reasons] };
    }
    case "forget":
      return {
        kinds: [],
        reasons: ["Terraform forgets it: it goes on working, and nothing here looks after it."],
        ends: false,
      };
    case "other":
      return {
        kinds: [],
        reasons: ["Terraform does something with it that this version does not know."],
        ends: before !== undefined && after !== undefined,
      };
    default:
      return { kinds: [], reasons: hints, ends: false };
  }
}

function compare({ before, after, resource, place }: KeyChange): Judgement {
  const kinds: FindingKind[] = [];
  const reasons: string[] = [];
  let ends = false;

  if (before?.isActive !== after?.isActive) {
    if (typeof after?.isActive === "boolean") {
      kinds.push(after.isActive ? "key-activated" : "key-deactivated");
      ends = !after.isActive;
    } else {
      reasons.push(
        after?.isActive === null
          ? "Whether it is active is known after apply."
          : "Whether it is active is no longer said: the provider decides.",
      );
      ends = true;
    }
  }
  if (before?.userId !== after?.userId) {
    reasons.push("Its owner changes in place: the provider cannot do that, and the apply fails.");
  }
  const others = otherChanges(resource.change, place === "drift");
  const isRenewed = others.some((name) => name === "access key" || name === "secret key");
  if (others.length > 0 && (!isRenewed || kinds.length + reasons.length === 0)) {
    reasons.push(`Its ${others.join(", ")} ${others.length > 1 ? "change" : "changes"}.`);
    ends ||= isRenewed;
  }
  if (kinds.length + reasons.length === 0 && place !== "drift") {
    reasons.push("It is updated, and what changes cannot be told.");
  }
  return { kinds, reasons, ends };
}

/** @param isRead what Terraform merely learned, such as a secret key that was missing, is no change */
function otherChanges(
  { before, after, afterUnknown }: KeyChange["resource"]["change"],
  isRead: boolean,
): string[] {
  const names = new Set([before, after, afterUnknown].flatMap((side) => Object.keys(side ?? {})));
  const changed = [...names]
    .filter((name) => name !== "active" && name !== "user_id")
    .filter((name) => !isRead || (member(before, name) ?? null) !== null)
    .filter(
      (name) =>
        member(afterUnknown, name) === true ||
        !isSame(member(before, name) ?? null, member(after, name) ?? null),
    );
  return [...new Set(changed.map((name) => ATTRIBUTES.get(name) ?? "another attribute"))].sort();
}

function keyFacts(key: Key): Facts {
  const facts: Record<string, Facts[string] | undefined> = {
    user_id: key.userId === undefined ? undefined : safeText(key.userId),
    active: key.isActive,
    access_key_fingerprint: key.fingerprint,
    admin: key.isAdmin,
  };
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, Facts[string]] => entry[1] !== undefined,
    ),
  );
}

function told(kind: FindingKind): string {
  return `It was ${kind.slice("key-".length)}.`;
}
