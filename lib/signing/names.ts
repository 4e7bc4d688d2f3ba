/** Names that the protocol fixes. Source: AWS Signature Version 4, query parameters of a presigned URL. */

export const ALGORITHM = "AWS4-HMAC-SHA256";
export const SERVICE = "s3";
export const TERMINATOR = "aws4_request";

/** What stands in the canonical request where a signed payload has its hash: the holder chooses the payload. */
export const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

export const ALGORITHM_PARAMETER = "X-Amz-Algorithm";
export const CREDENTIAL_PARAMETER = "X-Amz-Credential";
export const DATE_PARAMETER = "X-Amz-Date";
export const EXPIRES_PARAMETER = "X-Amz-Expires";
export const SECURITY_TOKEN_PARAMETER = "X-Amz-Security-Token";
export const SIGNED_HEADERS_PARAMETER = "X-Amz-SignedHeaders";
export const SIGNATURE_PARAMETER = "X-Amz-Signature";

/** The parameters that the signer itself writes, in lower case: a caller's query may not hold them. */
export const SIGNING_PARAMETERS: ReadonlySet<string> = new Set(
  [
    ALGORITHM_PARAMETER,
    CREDENTIAL_PARAMETER,
    DATE_PARAMETER,
    EXPIRES_PARAMETER,
    SECURITY_TOKEN_PARAMETER,
    SIGNED_HEADERS_PARAMETER,
    SIGNATURE_PARAMETER,
  ].map((name) => name.toLowerCase()),
);
