import { requireBucket } from "./bucket";
import { canonicalize } from "./canonical-request";
import { requireExpiresInSeconds } from "./instant";
import { SIGNATURE_PARAMETER } from "./names";
import { requireObjectKey } from "./object-key";
import { type Parameter, requireHeaders, requireQuery } from "./parameters";
import { received, requireOneOf } from "./problem";
import type { PresignRequest } from "./request";
import { type Scope, scopeOf } from "./scope";
import { SigningError } from "./signing-error";

const METHODS = ["GET", "HEAD", "PUT", "DELETE"] as const;
const ADDRESSINGS = ["path", "virtual-hosted"] as const;
const NONE: readonly Parameter[] = [];

/**
 * Makes a presigned URL by AWS Signature Version 4: whoever has it may do this one thing until it expires.
 *
 * Pure and synchronous: no clock, no environment, no file, no network; the same request gives the same bytes.
 * The URL carries the caller's query, the signing parameters and the signature, and nothing else.
 *
 * @throws SigningError when a field cannot be signed as it is; the message names the field
 */
export function presign(request: PresignRequest): string {
  const { scope, url, canonicalRequest } = layOut(request);
  return `${url}&${SIGNATURE_PARAMETER}=${scope.sign(canonicalRequest)}`;
}

/** Checks a request, and lays it out as SigV4 signs it: all that `presign` does but the signature. */
export function layOut(request: PresignRequest): {
  scope: Scope;
  url: string;
  canonicalRequest: string;
} {
  if (typeof request !== "object" || request === null) {
    throw new SigningError("request", `must be an object, ${received(request)}`);
  }
  const { method, bucket, objectKey, addressing, query, headers, expiresInSeconds } = request;
  const scope = scopeOf(request);
  const { url, canonicalRequest } = canonicalize({
    scope,
    method: requireOneOf("method", method, METHODS),
    bucket: requireBucket(bucket),
    objectKey: requireObjectKey(objectKey),
    addressing:
      addressing === undefined ? "path" : requireOneOf("addressing", addressing, ADDRESSINGS),
    query: query === undefined ? NONE : requireQuery(query),
    headers: headers === undefined ? NONE : requireHeaders(headers),
    expiresInSeconds: requireExpiresInSeconds(expiresInSeconds),
  });
  return { scope, url, canonicalRequest };
}
