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

/** What differs between the two sides of a finding, and how its life changes. */
export function differences({ before, after }: Finding): Difference[] {
  if (before === null || after === null) {
    return [];
  }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = fields
    .map((field) => ({
      field,
      before: factText(before[field]),
      after: factText(after[field]),
    }))
    .filter((difference) => difference.before !== difference.after);
  const [oldLife, newLife] = [lifeInWords(before), lifeInWords(after)];
  return oldLife === newLife
    ? changed
    : [...changed, { field: "life", before: oldLife ?? LATER, after: newLife ?? LATER }];
}

/** What a share grants, or what a key is, in one line. */
export function summary(facts: Facts): string {
  const text = (field: string): string => factText(facts[field]);
  if ("access_key_fingerprint" in facts && "method" in facts) {
    const method = typeof facts["method"] === "string" ? printable(facts["method"]) : LATER;
    const life = lifeInWords(facts);
    return [
      `${method} ${text("object_key")} in ${text("bucket")}`,
      facts["expires_at"] === null ? `until: ${LATER}` : `until ${bare(facts["expires_at"])}`,
      ...(life === undefined ? [] : [`life ${life}`]),
      `signed by ${facts["access_key_fingerprint"] === null ? `a key ${LATER}` : bare(facts["access_key_fingerprint"])}`,
    ].join(", ");
  }
  return Object.entries(facts)
    .map(([field, fact]) => `${field}: ${factText(fact)}`)
    .join(", ");
}

function bare(fact: Fact | undefined): string {
  return typeof fact === "string" ? printable(fact) : factText(fact);
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
    ...(renewed > 0 ? [`${renewed} ${renewed === 1 ? "link" : "links"} renewed`] : []),
  ];
  return parts.join(", ") || "no key and no share changes";
}
