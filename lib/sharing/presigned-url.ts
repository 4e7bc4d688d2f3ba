import { Annotations, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { isLegacyAccessKey, type Region } from "../catalog";
import { KeyStatus, ObjectStorageKey } from "../keys";
import { fingerprint, type HttpMethod, presign, SigningError } from "../signing";
import { originOf, parseEndpoint } from "../signing/endpoint";
import { requireHeaders } from "../signing/parameters";
import { received, requireLine } from "../signing/problem";
import { Bucket } from "./bucket";
import { now } from "./clock";
import type { Duration } from "./duration";
import { guardOutputNames, requireOutputName } from "./output-names";
import { type ResponseHeaders, responseHeaderQuery } from "./response-headers";
import { isoSeconds, literal, type ShareDescriptor } from "./share-descriptor";
import { shareWarnings } from "./share-warnings";
import { SigningKey } from "./signing-key";
import { signingWindow } from "./signing-window";

/** Properties of a `PresignedUrl`. */
export interface PresignedUrlProps {
  /** The bucket of the object. */
  readonly bucket: Bucket;

  /** Name of the object, taken as it is: 1 to 1024 bytes of UTF-8, no `.` or `..` between slashes. */
  readonly objectKey: string;

  /** How long a link works, from its signing instant: 2 seconds to 7 days. */
  readonly expiresIn: Duration;

  /**
   * How often a synth gives another link. All synths of one such window give the same one, so that the plan is
   * empty; a link that is handed out has at least `expiresIn - renewEvery` to live.
   *
   * @default - half of `expiresIn`, at least a second
   */
  readonly renewEvery?: Duration;

  /**
   * What the holder may do: "GET", "HEAD", "PUT" or "DELETE".
   *
   * @default "GET"
   */
  readonly method?: HttpMethod;

  /** What signs. Everyone who may use this key could do what the link allows; the link dies with the key. */
  readonly signingKey: SigningKey | ObjectStorageKey;

  /**
   * The `Content-Type` that an upload must have; the holder must send it. Only with "PUT".
   *
   * @default - any
   */
  readonly contentType?: string;

  /**
   * Headers that the server answers with. Only with "GET" and "HEAD".
   *
   * @default - those stored with the object
   */
  readonly responseHeaders?: ResponseHeaders;

  /**
   * Version of the object. Not with "PUT".
   *
   * @default - the newest
   */
  readonly versionId?: string;

  /**
   * The signing instant itself, as a `Date` or in ISO 8601. It takes the place of the window: the link stays
   * the same, and ends, until this is changed.
   *
   * @default - the beginning of the window that the context value `signingTime`, else `SOURCE_DATE_EPOCH`, else the clock lies in
   */
  readonly signedAt?: Date | string;

  /**
   * What the names of both outputs begin with.
   *
   * @default - the construct's path below its stack, joined with `_`
   */
  readonly outputName?: string;
}

/**
 * Lets somebody without a key do one thing with one object for a limited time.
 *
 * The link is signed here, at synth, without asking any server. It stands in two outputs: `<name>_url`, the
 * link itself, sensitive; and `<name>_share`, which says everything else and may be shown to everybody.
 *
 * A link is a key to one object: it stands in clear in `cdk.tf.json` and in Terraform's state.
 */
export class PresignedUrl extends Construct {
  /** The link. A secret: give it only to outputs marked sensitive. */
  public readonly url: string;

  /** The signing instant, in ISO 8601. */
  public readonly signedAt: string;

  /** From when on the link is refused, in ISO 8601. */
  public readonly expiresAt: string;

  /** From when on a synth gives another link, in ISO 8601; where `signedAt` is given, when that is due. */
  public readonly renewsAt: string;

  /** Headers that the holder must send besides `host`: name to value. */
  public readonly signedHeaders: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, props: PresignedUrlProps) {
    super(scope, id);
    const { url, descriptor, outputName, warnings } = this.explain(() => {
      const { objectKey, method = "GET", versionId = "" } = props ?? {};
      const bucket = requireBucketProp(props?.bucket);
      const signingKey = requireSigningKey(props.signingKey, bucket.region);
      const credentials = signingKey.unsafeUnwrap();
      const headers = headersOf(method, props);
      const time = now(this);
      const window = signingWindow(props, time);

      const url = presign({
        method,
        endpoint: bucket.region.endpoint,
        region: bucket.region.name,
        bucket: bucket.name,
        objectKey,
        addressing: bucket.addressing,
        query: queryOf(method, props),
        headers,
        credentials,
        signedAt: window.signedAt,
        expiresInSeconds: window.expiresInSeconds,
      });
      const descriptor: ShareDescriptor = {
        format: "presigned-url/1",
        method,
        bucket: bucket.name,
        object_key: objectKey,
        version_id: versionId,
        region: bucket.region.name,
        endpoint: originOf(parseEndpoint(bucket.region.endpoint)),
        signed_headers: headers,
        signed_at: isoSeconds(window.signedAt),
        expires_at: isoSeconds(window.expiresAt),
        renews_at: isoSeconds(window.renewsAt),
        access_key_fingerprint: fingerprint(credentials.accessKeyId),
      };
      return {
        url,
        descriptor,
        outputName: requireOutputName(this, props.outputName),
        warnings: shareWarnings(descriptor, bucket, signingKey, time),
      };
    });

    this.url = url;
    this.signedAt = descriptor.signed_at;
    this.expiresAt = descriptor.expires_at;
    this.renewsAt = descriptor.renews_at;
    this.signedHeaders = descriptor.signed_headers;

    new TerraformOutput(this, "url", { value: url, sensitive: true }).overrideLogicalId(
      `${outputName}_url`,
    );
    new TerraformOutput(this, "share", { value: literal(descriptor) }).overrideLogicalId(
      `${outputName}_share`,
    );
    guardOutputNames(this);
    for (const warning of warnings) {
      Annotations.of(this).addWarning(warning);
    }
  }

  /** Says of a refusal which share it is about. */
  private explain<T>(sign: () => T): T {
    try {
      return sign();
    } catch (error) {
      throw SigningError.isSigningError(error)
        ? new SigningError(error.field, `${error.problem} (at ${this.node.path})`)
        : error;
    }
  }
}

function requireBucketProp(bucket: Bucket): Bucket {
  if (!(bucket instanceof Bucket)) {
    throw new SigningError("bucket", `must be a Bucket, made by Bucket.of(), ${received(bucket)}`);
  }
  return bucket;
}

/** Takes a pair that is known now and that the region accepts. */
function requireSigningKey(signingKey: SigningKey | ObjectStorageKey, region: Region): SigningKey {
  if (signingKey instanceof ObjectStorageKey) {
    throw new SigningError(
      "signingKey",
      signingKey.status === KeyStatus.INACTIVE
        ? `must be active, got ${signingKey.node.path}, which is declared inactive: IONOS refuses every link that it signs`
        : `must be known at synth, got the declared key ${signingKey.node.path}, which Terraform creates only at apply; signing at apply does not exist yet (use SigningKey.of or SigningKey.fromEnvironment)`,
    );
  }
  if (!(signingKey instanceof SigningKey)) {
    throw new SigningError(
      "signingKey",
      `must be a SigningKey, made by SigningKey.of() or SigningKey.fromEnvironment(), ${received(signingKey)}`,
    );
  }
  if (region.ownership === "contract-owned" && isLegacyAccessKey(signingKey.accessKeyId)) {
    throw new SigningError(
      "signingKey",
      `must be generated since 2024-04-25 (access key of 92 characters) for a bucket of the contract-owned region ${region.name}, got an access key of 20 characters`,
    );
  }
  return signingKey;
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
    query["versionId"] = requireLine("versionId", versionId);
  }
  return query;
}

function refuseUnless(fits: boolean, field: string, methods: string, method: HttpMethod): void {
  if (!fits) {
    throw new SigningError(field, `must only be given with ${methods}, got it with ${method}`);
  }
}
