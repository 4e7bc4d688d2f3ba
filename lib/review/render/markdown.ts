import type { Review } from "../review";
import { type Group, grouped } from "./groups";
import { code, sentence } from "./markdown-text";
import {
  about,
  BREAK_PLANS,
  counts,
  type Difference,
  differences,
  endsLinks,
  fromNow,
  OTHER_STATES,
  plural,
  VERDICTS,
} from "./wording";

/** Longest comment that GitHub takes is 65,536 characters; bytes are counted, of which there are no fewer. */
const MOST_BYTES = 65_000;

/** What the tables leave for details, so that long ones do not take all. */
const MOST_BYTES_OF_TABLES = 45_000;

/** A review for a comment on a pull request: the important first, the rest folded, never too long. */
export function renderMarkdown(review: Review): string {
  const { verdict, findings, now } = review;
  const groups = grouped(findings);
  const toReview = groups.filter(({ severity }) => severity !== "info");
  const renewed = groups.filter(({ severity }) => severity === "info");
  const room = new Room(MOST_BYTES);

  room.add(`### Keys and links\n\n**${VERDICTS[verdict]}** (${counts(review)}).\n`);
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
    toReview.slice(0, rows).map((group) => detailsOf(group, now)),
    "\n<details>\n<summary>Details</summary>\n\n",
    "\n</details>\n",
  );
  const links = room.addAll(
    renewed.map(renewalOf),
    `\n<details>\n<summary>${plural(renewed.length, "link")} renewed</summary>\n\n| of | what |\n| --- | --- |\n`,
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

function rowOf(group: Group): string {
  const { kinds, address, severity, breaks, reasons } = group;
  const changed = differences(group).filter(({ field }) => field !== "expires at");
  const what = [
    ...(changed.length > 0 ? changed.map(differenceOf) : about(group).map(code)),
    ...(breaks.length > 0 ? [`**breaks ${plural(breaks.length, "link")}**`] : []),
    ...reasons.filter((reason) => reason.startsWith("Rule ")).map(sentence),
  ];
  const mark = severity === "stop" ? "**stop**" : severity;
  return `| ${mark} | ${kinds.join("<br>")} | ${code(address)} | ${what.join("<br>")} |\n`;
}

function renewalOf(group: Group): string {
  return `| ${code(group.address)} | ${about(group).map(code).join("")} |\n`;
}

function differenceOf({ field, before, after }: Difference): string {
  return `${sentence(field)}: ${code(before)} → ${code(after)}`;
}

function detailsOf(group: Group, now: number): string {
  const { kinds, address, breaks, reasons } = group;
  const lines = [
    ...about(group).map(code),
    ...differences(group).map(differenceOf),
    ...breaks.map(
      ({ share, usableUntil, plan }) =>
        `breaks ${code(share)}: would have worked until ${usableUntil} (another ${fromNow(usableUntil, now)}); ${BREAK_PLANS[plan]}`,
    ),
    ...reasons.map(sentence),
  ];
  return `\n**${kinds.join(", ")}** ${code(address)}\n\n${lines.map((line) => `- ${line}\n`).join("")}`;
}
