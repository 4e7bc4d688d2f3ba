import { presign, type PresignRequest, SigningError } from "../../signing";
import { parseInstant } from "../../signing/instant";
import { received } from "../../signing/problem";
import type { ProviderFunction, Value } from "../protocol";
import { explain } from "./explain";
import { decodeText, decodeTexts } from "./base64";
import { isRecord, requireAttributes } from "./attributes";

const REQUEST = [
  "method",
  "endpoint",
  "region",
  "bucket",
  "object_key",
  "object_key_base64",
  "addressing",
  "query",
  "query_base64",
  "headers",
  "headers_base64",
  "credentials",
  "signed_at",
  "expires_in_seconds",
] as const;

const CREDENTIALS = ["access_key_id", "secret_access_key", "session_token"] as const;

/**
 * `presign(request)`: `presign` of `lib/signing`, for a secret that only an apply knows.
 *
 * The parameter is dynamic, as Terraform would fit an object to a type: it would make `3600` of `"3600"` and
 * drop a misspelt `header` without a word, and the link would be another one than was meant.
 */
export const presignFunction: ProviderFunction = {
  summary: "Makes a presigned URL for one object",
  description:
    "Signs locally, by AWS Signature Version 4. The request is an object with " +
    "`method` (GET, HEAD, PUT or DELETE), `endpoint`, `region`, `bucket`, `object_key`, " +
    "`addressing` (path, the default, or virtual-hosted), `query` and `headers` (texts by name), " +
    "`credentials` (`access_key_id`, `secret_access_key`, `session_token`), `signed_at` (RFC 3339) " +
    "and `expires_in_seconds` (1 to 604800). Terraform makes every text Unicode NFC; what must arrive " +
    "as it is goes as base64 of its UTF-8 in `object_key_base64`, `query_base64`, `headers_base64`.",
  parameters: [{ name: "request", type: "dynamic", description: "What to sign." }],
  returns: "string",
  call: ([request = null]) => explain(() => presign(toPresignRequest(request))),
};

/** Renames the attributes. The values are judged by the signer, which takes no other types either. */
function toPresignRequest(value: Value): PresignRequest {
  const request = requireAttributes("request", value, REQUEST);
  const credentials = requireAttributes("credentials", request.credentials ?? null, CREDENTIALS);
  return {
    method: request.method,
    endpoint: request.endpoint,
    region: request.region,
    bucket: request.bucket,
    objectKey: eitherText("object_key", request.object_key, request.object_key_base64),
    addressing: request.addressing,
    query: bothTexts("query", request.query, request.query_base64),
    headers: bothTexts("headers", request.headers, request.headers_base64),
    credentials: {
      accessKeyId: credentials.access_key_id,
      secretAccessKey: credentials.secret_access_key,
      sessionToken: credentials.session_token,
    },
    signedAt: new Date(parseInstant("signed_at", request.signed_at)),
    expiresInSeconds: request.expires_in_seconds,
  } as PresignRequest;
}

/** Takes a text that came in one of two ways. */
function eitherText(name: string, plain: Value | undefined, base64: Value | undefined): unknown {
  if (base64 === undefined) {
    return plain;
  }
  if (plain !== undefined) {
    throw new SigningError(`${name}_base64`, `must not be given beside ${name}, got both`);
  }
  return decodeText(`${name}_base64`, base64);
}

/** Takes texts by name, each of which came in one of two ways. */
function bothTexts(name: string, plain: Value | undefined, base64: Value | undefined): unknown {
  if (base64 === undefined || (plain !== undefined && !isRecord(plain))) {
    return plain;
  }
  const decoded = decodeTexts(`${name}_base64`, base64);
  const twice = Object.keys(plain ?? {}).find((each) => Object.hasOwn(decoded, each));
  if (twice !== undefined) {
    throw new SigningError(
      `${name}_base64`,
      `must not have a name that ${name} has, ${received(twice)}`,
    );
  }
  return { ...plain, ...decoded };
}
