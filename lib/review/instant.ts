import { parseInstant } from "../signing/instant";

/** Milliseconds since the Unix epoch of an instant in ISO 8601, or `undefined` where a value is none. */
export function timeOf(instant: unknown): number | undefined {
  try {
    return typeof instant === "string" ? parseInstant("instant", instant) : undefined;
  } catch {
    return undefined;
  }
}

/** ISO 8601 in UTC, to the second: `2026-11-22T07:00:00Z`. */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, -".000Z".length)}Z`;
}
