import type { Fact, Facts, Finding, Severity, Verdict } from "../finding";
import { inWords } from "../in-words";
import { timeOf } from "../instant";
import type { Review } from "../review";

/** What stands where Terraform does not know a value yet, as Terraform says it. */
export const LATER = "known after apply";

/** Said once wherever links die with a key: a state holds its own shares only. */
export const OTHER_STATES =
  "Links outside of this state that these keys signed die too, and cannot be known from here.";

/** Characters that steer a terminal, turn text around or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** A text in which every character can be seen: others stand as `\u{7}`. */
export function printable(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A text in quotes, of one line, where it begins and ends to be seen. */
export function quoted(text: string): string {
  return `"${printable(text.replace(/["\\]/g, "\\$&"))}"`;
}

/** A fact for people; never of more than one line. */
export function factText(fact: Fact | undefined): string {
  switch (typeof fact) {
    case "undefined":
      return "not said";
    case "string":
      return quoted(fact);
    case "boolean":
      return String(fact);
    default:
      return fact === null
        ? LATER
        : Object.entries(fact)
            .map(([name, value]) => `${quoted(name)}: ${value === null ? LATER : quoted(value)}`)
            .join(", ") || "none";
  }
}

/** A fact that changes. */
export interface Difference {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** Told by the end and the life of a link. */
const UNTOLD: readonly string[] = ["signed_at", "renews_at"];

/** What differs between the two sides of a change, and how the life of a link does. */
export function differences({ before, after }: Pick<Finding, "before" | "after">): Difference[] {
  if (before === null || after === null) {
    return [];
  }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = fields
    .filter((field) => !UNTOLD.includes(field))
    .map((field) => ({
      field: field.replaceAll("_", " "),
      before: factText(before[field]),
      after: factText(after[field]),
    }))
    .filter((difference) => difference.before !== difference.after);
  const [oldLife, newLife] = [lifeInWords(before), lifeInWords(after)];
  return oldLife === newLife
    ? changed
    : [...changed, { field: "life", before: oldLife ?? LATER, after: newLife ?? LATER }];
}

/** What a share grants, or what a key or a user is, in one line; `""` where nothing is known. */
export function summary(facts: Facts): string {
  if ("method" in facts) {
    return shareSummary(facts);
  }
  return "user_id" in facts || "access_key_fingerprint" in facts
    ? keySummary(facts)
    : Object.entries(facts)
        .map(([field, fact]) => `${field.replaceAll("_", " ")}: ${factText(fact)}`)
        .join(", ");
}

/** What a change is about: its summary, where there is one. */
export function about({ before, after }: Pick<Finding, "before" | "after">): string[] {
  return [summary(after ?? before ?? {})].filter(Boolean);
}

function shareSummary(facts: Facts): string {
  const life = lifeInWords(facts);
  return [
    `${bare(facts["method"])} ${factText(facts["object_key"])} in ${factText(facts["bucket"])}`,
    `until ${bare(facts["expires_at"])}`,
    ...(life === undefined ? [] : [`life ${life}`]),
    `signed by ${bare(facts["access_key_fingerprint"])}`,
  ].join(", ");
}

function keySummary(facts: Facts): string {
  const { active, admin } = facts;
  return [
    `access key ${bare(facts["access_key_fingerprint"])}` +
      ("user_id" in facts ? ` of the user ${bare(facts["user_id"])}` : ""),
    ...(active === undefined
      ? []
      : [active === null ? `active: ${LATER}` : active ? "active" : "inactive"]),
    ...(admin === true ? ["ADMIN KEY"] : []),
  ].join(", ");
}

function bare(fact: Fact | undefined): string {
  return typeof fact === "string" ? printable(fact) : fact === null ? `(${LATER})` : factText(fact);
}

function lifeInWords(facts: Facts): string | undefined {
  const [from, to] = [timeOf(facts["signed_at"]), timeOf(facts["expires_at"])];
  return from === undefined || to === undefined ? undefined : inWords((to - from) / 1000);
}

/** What becomes of an output whose link dies. */
export const BREAK_PLANS = {
  keeps: "the output keeps showing it, dead",
  "re-signs": "the plan signs a new one",
  removes: "the plan removes the output",
} as const;

/** How long something still has, from now on. */
export function fromNow(instant: string, now: number): string {
  const time = timeOf(instant);
  return time === undefined ? "" : inWords(Math.max(0, time - now) / 1000);
}

/** Whether links may die with what a finding tells. */
export function endsLinks({ kind, breaks }: Finding): boolean {
  return breaks.length > 0 || ["key-deactivated", "key-replaced", "key-deleted"].includes(kind);
}

/** One or many. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The verdict in a few words. */
export const VERDICTS: Readonly<Record<Verdict, string>> = {
  nothing: "Nothing to review",
  review: "Review",
  stop: "Stop: a rule is broken",
};

/** How many findings there are of each severity: `1 stop, 2 to review, 50 links renewed`. */
export function counts({ findings }: Review): string {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [stop, toReview, renewed] = [count("stop"), count("review"), count("info")];
  const parts = [
    ...(stop > 0 ? [`${stop} to stop`] : []),
    ...(toReview > 0 ? [`${toReview} to review`] : []),
    ...(renewed > 0 ? [`${plural(renewed, "link")} renewed`] : []),
  ];
  return parts.join(", ") || "no key and no link changes";
}
