import { received, refuseToken } from "./problem";
import { SigningError } from "./signing-error";

/** Longest life of a presigned URL in seconds: 7 days. Source: AWS Signature Version 4, `X-Amz-Expires`. */
export const MAX_EXPIRES_IN_SECONDS = 604_800;

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
