import { received, refuseToken } from "./problem";
import { SigningError } from "./signing-error";

/** Longest life of a presigned URL in seconds: 7 days. Source: AWS Signature Version 4, `X-Amz-Expires`. */
export const MAX_EXPIRES_IN_SECONDS = 604_800;

/** The last instant that `X-Amz-Date`, with four digits for the year, can say. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Takes a date that `X-Amz-Date` can say. */
export function requireSignedAt(signedAt: unknown): Date {
  refuseToken("signedAt", signedAt);
  if (!isDate(signedAt)) {
    throw new SigningError("signedAt", `must be a Date, ${received(signedAt)}`);
  }
  const time = signedAt.getTime();
  if (Number.isNaN(time)) {
    throw new SigningError("signedAt", "must be a valid Date, got an invalid one");
  }
  if (time < 0 || time > LAST) {
    throw new SigningError(
      "signedAt",
      `must be from the year 1970 to 9999, got ${signedAt.toISOString()}`,
    );
  }
  return signedAt;
}

/** Also true for a `Date` of another realm, such as a test runner's. */
export function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === "[object Date]";
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
