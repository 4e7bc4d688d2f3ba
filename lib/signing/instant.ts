import { received, refuseToken } from "./problem";
import { SigningError } from "./signing-error";

/** Longest life of a presigned URL in seconds: 7 days. Source: AWS Signature Version 4, `X-Amz-Expires`. */
export const MAX_EXPIRES_IN_SECONDS = 604_800;

const ISO_8601 =
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The last instant that `X-Amz-Date`, with four digits for the year, can say. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Takes a date that `X-Amz-Date` can say.
 *
 * @returns milliseconds since the Unix epoch
 */
export function requireSignedAt(signedAt: unknown): number {
  refuseToken("signedAt", signedAt);
  const time = timeOf(signedAt);
  if (time === undefined) {
    throw new SigningError("signedAt", `must be a Date, ${received(signedAt)}`);
  }
  if (Number.isNaN(time)) {
    throw new SigningError("signedAt", "must be a valid Date, got an invalid one");
  }
  if (time < 0 || time > LAST) {
    throw new SigningError(
      "signedAt",
      `must be from the year 1970 to 9999, got ${new Date(time).toISOString()}`,
    );
  }
  return time;
}

/**
 * The time of a `Date`, also of another realm's, such as a test runner's, and whatever a subclass makes of it.
 *
 * @returns milliseconds since the Unix epoch, NaN for an invalid one; `undefined` for what is no `Date`
 */
export function timeOf(value: unknown): number | undefined {
  try {
    return Date.prototype.getTime.call(value as Date);
  } catch {
    return undefined;
  }
}

/**
 * Takes an instant as ISO 8601 with a time zone, such as `2026-11-22T07:00:00Z`, or as a `Date`.
 *
 * @returns milliseconds since the Unix epoch
 */
export function parseInstant(field: string, instant: unknown): number {
  refuseToken(field, instant);
  const time =
    typeof instant === "string" && ISO_8601.test(instant) && hasDay(instant)
      ? Date.parse(instant)
      : (timeOf(instant) ?? NaN);
  if (Number.isNaN(time)) {
    throw new SigningError(
      field,
      `must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", ${timeOf(instant) !== undefined ? "got an invalid Date" : received(instant)}`,
    );
  }
  return time;
}

/** Whether the day exists: JavaScript reads February 30 as March 2. */
function hasDay(instant: string): boolean {
  const [year = 0, month = 0, day = 0] = instant.split(/[-T]/).map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/**
 * The instant as `X-Amz-Date` wants it.
 *
 * @param time milliseconds since the Unix epoch
 * @returns `20261122T070000Z`; parts of a second are dropped
 */
export function amzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** Takes the life of a presigned URL in seconds. */
export function requireExpiresInSeconds(seconds: unknown): number {
  if (
    !Number.isInteger(seconds) ||
    (seconds as number) < 1 ||
    (seconds as number) > MAX_EXPIRES_IN_SECONDS
  ) {
    refuseToken("expiresInSeconds", seconds);
    throw new SigningError(
      "expiresInSeconds",
      `must be a whole number from 1 to ${MAX_EXPIRES_IN_SECONDS} (7 days), ${received(seconds)}`,
    );
  }
  return seconds as number;
}
