import * as crypto from "node:crypto";
import { presign, type PresignRequest } from "cdktf-ionos-object-storage/signing";
import { type Contender, syncContender } from "./measure";
import { verify } from "./verify";

export const FLOOR = "the floor: SHA-256 and HMAC-SHA-256";
export const LOWER_FLOOR = "a lower floor: three one-shot SHA-256";

/** `crypto.hash` takes about half the time of `createHash`, but exists only from Node 20.12. */
const sha256: (bytes: Buffer) => string =
  typeof crypto.hash === "function"
    ? (bytes) => crypto.hash("sha256", bytes, "hex")
    : (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");

/**
 * What no signer can leave out, over the very bytes that `presign` signs: one SHA-256 over the
 * canonical request and one HMAC-SHA-256 over the string to sign. All bytes are laid out before the
 * clock runs.
 */
export function floor(requests: readonly PresignRequest[]): Contender {
  const items = requests.map((request) => {
    const { canonicalRequest, stringToSign, signingKey } = checked(request);
    return {
      canonicalRequest: Buffer.from(canonicalRequest),
      stringToSign: Buffer.from(stringToSign),
      key: crypto.createSecretKey(signingKey),
    };
  });
  return syncContender(FLOOR, items, ({ canonicalRequest, stringToSign, key }) => {
    sha256(canonicalRequest);
    return crypto.createHmac("sha256", key).update(stringToSign).digest("hex");
  });
}

/**
 * The same with the HMAC taken apart into the two hashes that it is by RFC 2104. One-shot hashes
 * have less to set up than `createHmac`, and `presign` does so too: this says how much is left
 * above the mere hashing.
 */
export function lowerFloor(requests: readonly PresignRequest[]): Contender {
  const items = requests.map((request) => {
    const { canonicalRequest, stringToSign, signingKey } = checked(request);
    const block = Buffer.concat([signingKey], 64);
    const inner = Buffer.concat([block.map((byte) => byte ^ 0x36), Buffer.from(stringToSign)]);
    const innerHash = crypto.createHash("sha256").update(inner).digest();
    const outer = Buffer.concat([block.map((byte) => byte ^ 0x5c), innerHash]);
    return { canonicalRequest: Buffer.from(canonicalRequest), inner, outer };
  });
  return syncContender(LOWER_FLOOR, items, ({ canonicalRequest, inner, outer }) => {
    sha256(canonicalRequest);
    sha256(inner);
    return sha256(outer);
  });
}

function checked(request: PresignRequest): ReturnType<typeof verify> {
  const { method, headers, credentials } = request;
  const { secretAccessKey } = credentials;
  return verify("presign", presign(request), { method, headers, secretAccessKey });
}
