import { TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { fingerprint, presign, type PresignRequest, SigningError } from "../signing";
import { layOut } from "../signing/presign";
import { functionCall, ObjectShare } from "./objectshare";
import { isoSeconds, literal } from "./share-descriptor";
import { isUnknown, requireNfcAroundTokens, standIn } from "./unknown-text";

/** A link and the name of the access key that signed it. At apply, both are tokens. */
export interface SignedShare {
  readonly url: string;
  readonly accessKeyFingerprint: string;
}

/**
 * Signs a share now where all is known; else has Terraform call the same signer when it is.
 *
 * @param signingKey what the credentials are of: shares that have it in common have its locals in common
 */
export function signShare(
  share: Construct,
  request: PresignRequest,
  signingKey: object,
): SignedShare {
  const provider = ObjectShare.of(share);
  const { accessKeyId, secretAccessKey, sessionToken } = request.credentials;
  const { versionId } = request.query ?? {};
  const texts = [accessKeyId, secretAccessKey, sessionToken];
  if (![...texts, request.bucket, request.objectKey, versionId].some(isUnknown)) {
    return { url: presign(request), accessKeyFingerprint: fingerprint(accessKeyId) };
  }

  checkWhatIsKnown(request);
  provider.require();
  const pair = provider.pairOf(signingKey, request.credentials);
  const argument = new TerraformLocal(share, "request", attributesOf(request, pair.credentials));
  // In a local, so that another stack that uses the link is given it, and needs no plugin.
  const signed = new TerraformLocal(
    share,
    "signed",
    `\${sensitive(${functionCall("presign", `local.${argument.friendlyUniqueId}`)})}`,
  );
  return { url: signed.asString, accessKeyFingerprint: pair.fingerprint };
}

/** All checks of the signer, with an `x` in place of each token. Nothing is signed. */
function checkWhatIsKnown(request: PresignRequest): void {
  const { bucket, objectKey, query, credentials } = request;
  for (const [field, text] of Object.entries({ bucket, objectKey })) {
    if (isUnknown(text)) {
      requireNfcAroundTokens(field, text);
    }
  }
  try {
    layOut({
      ...request,
      // The shortest name that a bucket can have.
      bucket: isUnknown(bucket) ? standIn(bucket).padEnd(3, "x") : bucket,
      objectKey: isUnknown(objectKey) ? standIn(objectKey) : objectKey,
      query: mapTexts(query, standIn),
      credentials: mapTexts(credentials, standIn),
    });
  } catch (error) {
    if (
      SigningError.isSigningError(error) &&
      isUnknown({ bucket, objectKey }[error.field as "bucket"])
    ) {
      throw new SigningError(
        error.field,
        `${error.problem} ("x" stands for what Terraform resolves later)`,
      );
    }
    throw error;
  }
}

/**
 * The request as the function takes it.
 *
 * What is known goes as base64: Terraform makes every text Unicode NFC, and the link would open another object.
 */
function attributesOf(request: PresignRequest, credentials: string): Record<string, unknown> {
  const { objectKey, query = {}, headers = {} } = request;
  const unknown = Object.entries(query).filter(([, value]) => isUnknown(value));
  const known = Object.entries(query).filter(([, value]) => !isUnknown(value));
  return {
    method: request.method,
    endpoint: request.endpoint,
    region: request.region,
    bucket: literal(request.bucket),
    ...(isUnknown(objectKey)
      ? { object_key: literal(objectKey) }
      : { object_key_base64: base64(objectKey) }),
    addressing: request.addressing,
    ...(unknown.length > 0 && { query: literal(Object.fromEntries(unknown)) }),
    ...(known.length > 0 && { query_base64: mapTexts(Object.fromEntries(known), base64) }),
    ...(Object.keys(headers).length > 0 && { headers_base64: mapTexts(headers, base64) }),
    credentials,
    signed_at: isoSeconds(request.signedAt),
    expires_in_seconds: request.expiresInSeconds,
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function mapTexts<T extends object | undefined>(texts: T, convert: (text: string) => string): T {
  return (texts &&
    Object.fromEntries(
      Object.entries(texts).map(([name, text]: [string, unknown]) => [
        name,
        typeof text === "string" ? convert(text) : text,
      ]),
    )) as T;
}
