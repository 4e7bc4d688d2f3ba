import { requireAccessKeyId } from "./credentials";
import { sha256 } from "./sha256";

const DIGITS = 16;

/**
 * A short name for an access key that may be shown to everybody.
 *
 * @returns the first 16 hex digits of the SHA-256 of the access key
 * @throws SigningError when it is no access key
 */
export function fingerprint(accessKeyId: string): string {
  return sha256(requireAccessKeyId(accessKeyId), "hex").slice(0, DIGITS);
}
