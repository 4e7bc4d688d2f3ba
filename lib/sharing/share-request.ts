import { isLegacyAccessKey, type Region } from "../catalog";
import { KeyStatus, ObjectStorageKey, type ObjectStorageUser } from "../keys";
import { type Credentials, type HttpMethod, type PresignRequest, SigningError } from "../signing";
import { requireHeaders } from "../signing/parameters";
import { received, requireLine } from "../signing/problem";
import { Bucket } from "./bucket";
import type { PresignedUrlProps } from "./presigned-url";
import { responseHeaderQuery } from "./response-headers";
import { SigningKey } from "./signing-key";
import type { SigningWindow } from "./signing-window";
import { isUnknown, requireNfcAroundTokens, standIn } from "./unknown-text";

/** What signs, once it is known to fit. */
export interface Signer {
  /** The pair, or tokens for it. */
  readonly credentials: Credentials;

  /** Whose it is, where that is known. */
  readonly owner: ObjectStorageUser | undefined;
}

/** Takes the bucket of a share. */
export function requireBucketProp(bucket: Bucket): Bucket {
  if (!(bucket instanceof Bucket)) {
    throw new SigningError("bucket", `must be a Bucket, made by Bucket.of(), ${received(bucket)}`);
  }
  return bucket;
}

/** Takes the key that signs a share for a bucket of a region. */
export function requireSigner(signingKey: SigningKey | ObjectStorageKey, region: Region): Signer {
  if (signingKey instanceof ObjectStorageKey) {
    if (signingKey.status === KeyStatus.INACTIVE) {
      throw new SigningError(
        "signingKey",
        `must be active, got ${signingKey.node.path}, which is declared inactive: IONOS refuses every link that it signs`,
      );
    }
    const { accessKeyId, secretAccessKey, user } = signingKey;
    return { credentials: { accessKeyId, secretAccessKey }, owner: user };
  }
  if (!(signingKey instanceof SigningKey)) {
    throw new SigningError(
      "signingKey",
      `must be an ObjectStorageKey, or a SigningKey made by SigningKey.of() or SigningKey.fromEnvironment(), ${received(signingKey)}`,
    );
  }
  const { accessKeyId, owner } = signingKey;
  if (
    region.ownership === "contract-owned" &&
    !isUnknown(accessKeyId) &&
    isLegacyAccessKey(accessKeyId)
  ) {
    throw new SigningError(
      "signingKey",
      `must be generated since 2024-04-25 (access key of 92 characters) for a bucket of the contract-owned region ${region.name}, got an access key of 20 characters`,
    );
  }
  return { credentials: signingKey.unsafeUnwrap(), owner };
}

/** What is to be signed. Bucket name, object key and version may have tokens, as may the credentials. */
export function shareRequest(
  props: PresignedUrlProps,
  {
    bucket,
    credentials,
    window,
  }: { bucket: Bucket; credentials: Credentials; window: SigningWindow },
): PresignRequest {
  const { objectKey, method = "GET" } = props;
  return {
    method,
    endpoint: bucket.region.endpoint,
    region: bucket.region.name,
    bucket: bucket.name,
    objectKey,
    addressing: bucket.addressing,
    query: queryOf(method, props),
    headers: headersOf(method, props),
    credentials,
    signedAt: window.signedAt,
    expiresInSeconds: window.expiresInSeconds,
  };
}

/** The headers that the holder must send. */
function headersOf(method: HttpMethod, { contentType }: PresignedUrlProps): Record<string, string> {
  if (contentType === undefined) {
    return {};
  }
  refuseUnless(method === "PUT", "contentType", "PUT", method);
  return Object.fromEntries(
    requireHeaders({ "content-type": requireLine("contentType", contentType) }),
  );
}

/** What the link asks of the server besides the object. */
function queryOf(
  method: HttpMethod,
  { versionId, responseHeaders }: PresignedUrlProps,
): Record<string, string> {
  const query: Record<string, string> = {};
  if (responseHeaders !== undefined) {
    refuseUnless(method === "GET" || method === "HEAD", "responseHeaders", "GET or HEAD", method);
    Object.assign(query, responseHeaderQuery(responseHeaders));
  }
  if (versionId !== undefined) {
    refuseUnless(method !== "PUT", "versionId", "GET, HEAD or DELETE", method);
    if (isUnknown(versionId)) {
      requireLine("versionId", standIn(versionId));
      requireNfcAroundTokens("versionId", versionId);
    } else {
      requireLine("versionId", versionId);
    }
    query["versionId"] = versionId;
  }
  return query;
}

function refuseUnless(fits: boolean, field: string, methods: string, method: HttpMethod): void {
  if (!fits) {
    throw new SigningError(field, `must only be given with ${methods}, got it with ${method}`);
  }
}
