import type { Severity } from "../finding";
import type { Review } from "../review";
import { type Group, grouped } from "./groups";
import {
  about,
  BREAK_PLANS,
  counts,
  differences,
  endsLinks,
  fromNow,
  OTHER_STATES,
  printable,
  VERDICTS,
} from "./wording";

/** What a terminal is told to make of each severity; the words alone say it too. */
const COLOURS: Readonly<Record<Severity, string>> = {
  stop: "\u001b[1;31m",
  review: "\u001b[33m",
  info: "\u001b[2m",
};
const PLAIN = "\u001b[0m";
const INDENT = " ".repeat(8);

/** A review for a terminal; in colour only if asked. */
export function renderText(review: Review, { color = false }: { color?: boolean } = {}): string {
  const { verdict, findings, now } = review;
  const paint = (severity: Severity, text: string): string =>
    color ? `${COLOURS[severity]}${text}${PLAIN}` : text;
  const headline = paint(verdict === "nothing" ? "info" : verdict, VERDICTS[verdict]);
  return [
    `${headline} (${counts(review)})`,
    ...grouped(findings).flatMap((group) => ["", ...linesOf(group, now, paint)]),
    ...(findings.some(endsLinks) ? ["", OTHER_STATES] : []),
    "",
  ].join("\n");
}

function linesOf(
  group: Group,
  now: number,
  paint: (severity: Severity, text: string) => string,
): string[] {
  const { kinds, address, severity, breaks, reasons } = group;
  return [
    `${paint(severity, severity.padEnd(INDENT.length - 2))}  ${kinds.join(", ")}  ${printable(address)}`,
    ...[
      ...about(group),
      ...differences(group).map((each) => `~ ${each.field}: ${each.before} -> ${each.after}`),
      ...breaks.map(
        ({ share, usableUntil, plan }) =>
          `breaks ${printable(share)}: would have worked until ${usableUntil} (another ${fromNow(usableUntil, now)}); ${BREAK_PLANS[plan]}`,
      ),
      ...reasons.map(printable),
    ].map((line) => INDENT + line),
  ];
}
