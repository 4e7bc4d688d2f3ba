import { received, requireText } from "./problem";
import { SigningError } from "./signing-error";

/** Longest object key in bytes of UTF-8. Source: Amazon S3 and IONOS Object Storage, limits of object keys. */
const MAX_BYTES = 1024;

/** A name of characters that UTF-8 and URLs leave as they are. */
const PLAIN = /^[A-Za-z0-9\-_~/]+(\.[A-Za-z0-9\-_~]+)*$/;
const DOT_SEGMENT = /(?:^|\/)(\.\.?)(?:\/|$)/;

/**
 * Takes the name of an object exactly as it is: nothing is normalised.
 *
 * Refused are names that S3 cannot have, and those with a `.` or `..` segment: browsers, `fetch` and curl
 * fold these before they send, so that the link would be dead or, worse, open another object.
 */
export function requireObjectKey(objectKey: unknown): string {
  if (typeof objectKey === "string" && objectKey.length <= MAX_BYTES && PLAIN.test(objectKey)) {
    return objectKey;
  }
  const name = requireText("objectKey", objectKey);
  if (name === "") {
    throw new SigningError("objectKey", "must not be empty, got an empty text");
  }
  const bytes = Buffer.byteLength(name);
  if (bytes > MAX_BYTES) {
    throw new SigningError(
      "objectKey",
      `must be at most ${MAX_BYTES} bytes of UTF-8, got ${bytes} bytes`,
    );
  }
  const segment = DOT_SEGMENT.exec(name)?.[1];
  if (segment !== undefined) {
    throw new SigningError(
      "objectKey",
      `must not have the segment "${segment}", which HTTP clients fold away (the link would be dead or open another object), ${received(name)}`,
    );
  }
  return name;
}
