import type { FindingKind } from "../../finding";
import { timeOf } from "../../instant";
import type { Review } from "../../review";
import type { Share } from "../../share";
import { LATER } from "../wording";
import { code, esc, instant, shortInstant } from "./escape";
import { badge } from "./findings";

const DAY = 86_400_000;
const HOUR = DAY / 24;

/** How far ticks may lie apart. */
const STEPS = [HOUR / 12, HOUR / 4, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY];
const MOST_TICKS = 5;

/** Where instants lie. */
interface TimeScale {
  readonly now: number;
  readonly ticks: readonly number[];

  /** In per cent of the width. */
  readonly at: (time: number) => number;
}

/** Every link in a row: what it is, when it works, and what becomes of it. */
export function timelineSection(review: Review): string {
  const { shares, findings, dyingKeys, now } = review;
  if (shares.length === 0) {
    return "<p>This plan has no links.</p>";
  }
  const kinds = new Map<string, FindingKind[]>();
  for (const { kind, address } of findings) {
    kinds.set(address, [...(kinds.get(address) ?? []), kind]);
  }
  const time = timeScale(review);
  const dies = (share: Share | undefined): boolean =>
    dyingKeys.has(share?.text("access_key_fingerprint") ?? "");
  return `
${LEGEND}
<div class="scroll" role="region" aria-label="Links on a time line" tabindex="0">
<table>
<thead><tr><th scope="col">link</th><th scope="col" class="time">time in UTC, now is ${instant(now)}${axis(time)}</th><th scope="col">ends</th></tr></thead>
<tbody>
${shares
  .map(({ address, before, after }) => {
    const share = after ?? before;
    return `<tr><th scope="row">${code(address)}<br><span class="soft">${share ? grant(share) : ""}</span></th>
<td class="time">${bars(before, after, time, dies)}</td>
<td class="until">${until(share)}${marks(kinds.get(address) ?? [], dies(before) || dies(after))}</td></tr>`;
  })
  .join("\n")}
</tbody>
</table>
</div>`;
}

/** From the first signing to the last end, but no further than links of SigV4 can reach. */
function timeScale({ shares, now }: Review): TimeScale {
  const times = shares
    .flatMap(({ before, after }) => [before, after])
    .flatMap((share) => [share?.text("signed_at"), share?.text("expires_at")])
    .flatMap((text) => timeOf(text) ?? [])
    .filter((time) => Math.abs(time - now) < 15 * DAY);
  const [first, last] = times.reduce(
    ([low, high], time) => [Math.min(low, time), Math.max(high, time)] as const,
    [now, now] as const,
  );
  const margin = Math.max(60_000, (last - first) * 0.03);
  const [from, to] = [first - margin, last + margin];

  const step = STEPS.find((each) => (to - from) / each <= MOST_TICKS) ?? 7 * DAY;
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick < to; tick += step) {
    ticks.push(tick);
  }
  return {
    now,
    ticks,
    at: (time) => Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100)),
  };
}

function axis(time: TimeScale): string {
  const labels = time.ticks.map((tick) => {
    const x = time.at(tick);
    const anchor = x < 10 ? "start" : x > 90 ? "end" : "middle";
    return `<text x="${percent(x)}" y="15" text-anchor="${anchor}">${shortInstant(tick)}</text>`;
  });
  return `<svg height="20" aria-hidden="true">${labels.join("")}</svg>`;
}

function bars(
  before: Share | undefined,
  after: Share | undefined,
  time: TimeScale,
  dies: (share: Share) => boolean,
): string {
  const isSame =
    before !== undefined &&
    after !== undefined &&
    (["signed_at", "expires_at", "renews_at"] as const).every(
      (field) => before.text(field) === after.text(field),
    );
  const parts = time.ticks.map((tick) => upright("grid", time.at(tick), 0, 46));
  if (before !== undefined && !isSame) {
    parts.push(bar(before, time, 6, 10, "old"), dies(before) ? deadLine(before, time, 11) : "");
  }
  if (after !== undefined) {
    const isDead = dies(after) || (isSame && dies(before));
    parts.push(bar(after, time, 22, 16), isDead ? deadLine(isSame ? before : after, time, 30) : "");
  }
  parts.push(upright("now", time.at(time.now), 0, 46));
  return `<svg height="46" aria-hidden="true">${parts.join("")}</svg>`;
}

/** What of a link never comes, as its key goes. */
function deadLine(share: Share, { at, now }: TimeScale, y: number): string {
  const [from, to] = [timeOf(share.text("signed_at")), timeOf(share.text("expires_at"))];
  return from === undefined || to === undefined || to <= now
    ? ""
    : `<line class="dead" x1="${percent(at(Math.max(from, now)))}" x2="${percent(at(to))}" y1="${y}" y2="${y}"/>`;
}

/** A link from its signing to its renewal, and on to its end; one colour for a link of before. */
function bar(share: Share, { at }: TimeScale, y: number, height: number, only?: "old"): string {
  const [from, renewal, to] = (["signed_at", "renews_at", "expires_at"] as const).map((field) =>
    timeOf(share.text(field)),
  );
  if (from === undefined || to === undefined) {
    return `<text x="2%" y="${y + height - 3}">${LATER}</text>`;
  }
  const rect = (start: number, end: number, name: string): string => {
    const [x, width] = [at(start), Math.max(0.3, at(end) - at(start))];
    return `<rect class="${name}" x="${percent(x)}" width="${percent(width)}" y="${y}" height="${height}"/>`;
  };
  return only !== undefined || renewal === undefined || renewal <= from || renewal >= to
    ? rect(from, to, only ?? "window")
    : rect(from, renewal, "window") +
        rect(renewal, to, "rest") +
        upright("renewal", at(renewal), y - 3, y + height + 3);
}

function upright(name: string, x: number, y1: number, y2: number): string {
  return `<line class="${name}" x1="${percent(x)}" x2="${percent(x)}" y1="${y1}" y2="${y2}"/>`;
}

function grant(share: Share): string {
  const text = (field: "method" | "object_key" | "bucket"): string => {
    const fact = share.facts[field];
    return typeof fact === "string" ? code(fact) : LATER;
  };
  return `${text("method")} ${text("object_key")} in ${text("bucket")}`;
}

function until(share: Share | undefined): string {
  const [renewal, end] = (["renews_at", "expires_at"] as const).map((field) =>
    timeOf(share?.text(field)),
  );
  return [
    end === undefined ? LATER : instant(end),
    ...(renewal === undefined || renewal === end
      ? []
      : [`<br><span class="soft">renews ${instant(renewal)}</span>`]),
  ].join("");
}

function marks(kinds: readonly FindingKind[], isBroken: boolean): string {
  const chips = [
    ...(isBroken ? [badge("stop", "✖ dies with its key")] : []),
    ...kinds.map((kind) =>
      badge(kind === "share-renewed" ? "info" : "review", kind.replace(/^share-/, "")),
    ),
  ];
  return chips.map((chip) => `<br>${chip}`).join("");
}

function percent(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}

const sample = (shape: string): string =>
  `<svg height="14" viewBox="0 0 32 14" aria-hidden="true">${shape}</svg>`;

const LEGEND = `<ul class="legend">
<li>${sample('<rect class="window" width="32" height="14"/>')} ${esc("signed, until its renewal")}</li>
<li>${sample('<rect class="rest" width="32" height="14"/>')} ${esc("still works, though a newer one is out")}</li>
<li>${sample('<line class="renewal" x1="16" x2="16" y2="14"/>')} renewal</li>
<li>${sample('<rect class="old" y="3" width="32" height="8"/>')} before this plan</li>
<li>${sample('<line class="dead" x2="32" y1="7" y2="7"/>')} dies with its key</li>
<li>${sample('<line class="now" x1="16" x2="16" y2="14"/>')} now</li>
</ul>`;
