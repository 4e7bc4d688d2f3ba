import type { Link } from "./link";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Takes a length of time such as `90s`, `30m`, `2h` or `1d`.
 *
 * @returns seconds
 */
export function parseDuration(field: string, text: string): number {
  const [, amount, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount === undefined) {
    throw new Error(
      `${field}: must be a whole number and one of s, m, h and d, such as 2h, got ${text.length > 32 ? `a text of ${text.length} characters` : JSON.stringify(text)}`,
    );
  }
  return Number(amount) * (UNITS[unit] as number);
}

/** Seconds until a link ends: 0 or less where it has. */
export function secondsLeft({ share }: Link, now: number): number {
  return Math.floor((Date.parse(share.expires_at) - now) / 1000);
}

/** Says when a link ends, beside its instant: `in 1 d 2 h`, `5 min ago`. */
export function describeEnd(link: Link, now: number): string {
  const seconds = secondsLeft(link, now);
  return seconds > 0 ? `in ${describe(seconds)}` : `${describe(-seconds)} ago`;
}

/** The largest unit that there is, and the next. */
function describe(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(([amount], i) => amount > 0 || i === 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}
