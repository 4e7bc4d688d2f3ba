import type { Finding } from "../finding";
import type { Review } from "../review";
import { code, sentence } from "./markdown-text";
import {
  BREAK_PLANS,
  counts,
  differences,
  endsLinks,
  fromNow,
  OTHER_STATES,
  summary,
  VERDICTS,
} from "./wording";

/** Longest comment that GitHub takes is 65,536 characters; bytes are counted, of which there are no fewer. */
const MOST_BYTES = 65_000;

/** What the tables leave for details, so that long ones do not take all. */
const MOST_BYTES_OF_TABLES = 45_000;

/** A review for a comment on a pull request: the important first, the rest folded, never too long. */
export function renderMarkdown(review: Review): string {
  const { verdict, findings, now } = review;
  const toReview = findings.filter(({ severity }) => severity !== "info");
  const renewed = findings.filter(({ severity }) => severity === "info");
  const room = new Room(MOST_BYTES);

  room.add(`### ${VERDICTS[verdict]}\n\nKeys and shares: ${counts(review)}.\n`);
  const note = findings.some(endsLinks) ? `\n> ${sentence(OTHER_STATES)}\n` : "";
  // The last words have their place whatever comes before them.
  room.reserve(Buffer.byteLength(note) + 400);

  const rows = room.addAll(
    toReview.map(rowOf),
    "\n| | change | of | what |\n| --- | --- | --- | --- |\n",
    "",
    MOST_BYTES_OF_TABLES,
  );
  const details = room.addAll(
    toReview.slice(0, rows).map((finding) => detailsOf(finding, now)),
    "\n<details>\n<summary>Details</summary>\n\n",
    "\n</details>\n",
  );
  const links = room.addAll(
    renewed.map(renewalOf),
    `\n<details>\n<summary>${renewed.length} ${renewed.length === 1 ? "link" : "links"} renewed</summary>\n\n| of | what |\n| --- | --- |\n`,
    "\n</details>\n",
  );

  const leftOut = [
    [toReview.length - rows, "changes to review"],
    [rows - details, "details"],
    [renewed.length - links, "renewed links"],
  ] as const;
  const missing = leftOut.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const last =
    missing.length > 0
      ? `\nLeft out here, as a comment has an end: ${missing.join(", ")}. See the text or JSON.\n`
      : "";
  return room.text + note + last;
}

/** Text that may not grow beyond a number of bytes. */
class Room {
  public text = "";

  public constructor(private most: number) {}

  public reserve(bytes: number): void {
    this.most -= bytes;
  }

  public add(text: string): void {
    this.text += text;
  }

  /**
   * Adds as many as have room, from the first on, between a head and a foot; nothing where not even one has.
   *
   * @returns how many
   */
  public addAll(parts: readonly string[], head: string, foot: string, most = Infinity): number {
    const room = Math.min(this.most - Buffer.byteLength(this.text), most);
    let left = room - Buffer.byteLength(head + foot);
    const fitting: string[] = [];
    for (const part of parts) {
      left -= Buffer.byteLength(part);
      if (left < 0) {
        break;
      }
      fitting.push(part);
    }
    if (fitting.length > 0) {
      this.text += head + fitting.join("") + foot;
    }
    return fitting.length;
  }
}

function rowOf(finding: Finding): string {
  const { kind, address, severity, breaks, before, after } = finding;
  const changed = differences(finding)
    .filter(({ field }) => !["signed_at", "expires_at", "renews_at"].includes(field))
    .map((each) => `${sentence(each.field)}: ${code(each.before)} → ${code(each.after)}`);
  const facts = after ?? before;
  const what = [
    ...(changed.length > 0 || facts === null || Object.keys(facts).length === 0
      ? changed
      : [code(summary(facts))]),
    ...(breaks.length > 0
      ? [`**breaks ${breaks.length} ${breaks.length === 1 ? "link" : "links"}**`]
      : []),
    ...(severity === "stop" ? finding.reasons.filter(isRule).map(sentence) : []),
  ];
  return `| ${severity === "stop" ? "**stop**" : severity} | ${kind} | ${code(address)} | ${what.join("<br>")} |\n`;
}

function isRule(reason: string): boolean {
  return reason.startsWith("Rule ");
}

function renewalOf({ address, after }: Finding): string {
  return `| ${code(address)} | ${after ? code(summary(after)) : ""} |\n`;
}

function detailsOf(finding: Finding, now: number): string {
  const { kind, address, before, after, breaks, reasons } = finding;
  const facts = after ?? before;
  const lines = [
    ...(facts === null || Object.keys(facts).length === 0 ? [] : [code(summary(facts))]),
    ...differences(finding).map(
      (each) => `${sentence(each.field)}: ${code(each.before)} → ${code(each.after)}`,
    ),
    ...breaks.map(
      ({ share, usableUntil, plan }) =>
        `breaks ${code(share)}: would have worked until ${usableUntil} (another ${fromNow(usableUntil, now)}); ${BREAK_PLANS[plan]}`,
    ),
    ...reasons.map(sentence),
  ];
  return `\n**${kind}** ${code(address)}\n\n${lines.map((line) => `- ${line}\n`).join("")}`;
}
