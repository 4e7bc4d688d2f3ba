import { Annotations, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { ObjectStorageKey } from "../keys";
import { type HttpMethod, SigningError } from "../signing";
import { originOf, parseEndpoint } from "../signing/endpoint";
import type { Bucket } from "./bucket";
import { now } from "./clock";
import type { Duration } from "./duration";
import { guardOutputNames, requireOutputName } from "./output-names";
import type { ResponseHeaders } from "./response-headers";
import { isoSeconds, literal, type ShareDescriptor } from "./share-descriptor";
import { requireBucketProp, requireSigner, shareRequest } from "./share-request";
import { shareWarnings } from "./share-warnings";
import { type SignedShare, signShare } from "./sign-share";
import type { SigningKey } from "./signing-key";
import { signingWindow } from "./signing-window";

/** Properties of a `PresignedUrl`. */
export interface PresignedUrlProps {
  /** The bucket of the object. */
  readonly bucket: Bucket;

  /**
   * Name of the object, taken as it is: 1 to 1024 bytes of UTF-8, no `.` or `..` between slashes. May have tokens.
   */
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

  /**
   * What signs: a key that this app declares, or a pair from elsewhere. Everyone who may use this key could do what
   * the link allows; the link dies with the key.
   */
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
   * Version of the object, or a token for it. Not with "PUT".
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
 * The link is signed here, at synth, without asking any server. Where the key, the bucket's name, the object key or
 * the version is a token, Terraform has it signed during apply instead, by a plugin that synth puts into the stack's
 * folder; that takes Terraform 1.8 and Node.js where Terraform runs.
 *
 * It stands in two outputs: `<name>_url`, the link itself, sensitive; and `<name>_share`, which says everything else
 * and may be shown to everybody.
 *
 * A link is a key to one object: it stands in clear in `cdk.tf.json` and in Terraform's state.
 */
export class PresignedUrl extends Construct {
  /** The signing instant, in ISO 8601. */
  public readonly signedAt: string;

  /** From when on the link is refused, in ISO 8601. */
  public readonly expiresAt: string;

  /** From when on a synth gives another link, in ISO 8601; where `signedAt` is given, when that is due. */
  public readonly renewsAt: string;

  /** Headers that the holder must send besides `host`: name to value. */
  public readonly signedHeaders: Readonly<Record<string, string>>;

  private readonly signed: SignedShare;

  public constructor(scope: Construct, id: string, props: PresignedUrlProps) {
    super(scope, id);
    const { signed, descriptor, outputName, warnings } = this.explain(() => {
      const bucket = requireBucketProp(props?.bucket);
      const signer = requireSigner(props.signingKey, bucket.region);
      const time = now(this);
      const window = signingWindow(props, time);
      const request = shareRequest(props, { bucket, credentials: signer.credentials, window });
      const outputName = requireOutputName(this, props.outputName);

      const signed = signShare(this, request, props.signingKey);
      const descriptor: ShareDescriptor = {
        format: "presigned-url/1",
        method: request.method,
        bucket: bucket.name,
        object_key: request.objectKey,
        version_id: props.versionId ?? "",
        region: bucket.region.name,
        endpoint: originOf(parseEndpoint(bucket.region.endpoint)),
        signed_headers: request.headers ?? {},
        signed_at: isoSeconds(window.signedAt),
        expires_at: isoSeconds(window.expiresAt),
        renews_at: isoSeconds(window.renewsAt),
        access_key_fingerprint: signed.accessKeyFingerprint,
      };
      return {
        signed,
        descriptor,
        outputName,
        warnings: shareWarnings(descriptor, bucket, signer, time),
      };
    });

    this.signed = signed;
    this.signedAt = descriptor.signed_at;
    this.expiresAt = descriptor.expires_at;
    this.renewsAt = descriptor.renews_at;
    this.signedHeaders = descriptor.signed_headers;

    new TerraformOutput(this, "url", { value: signed.output, sensitive: true }).overrideLogicalId(
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

  /** The link, or a token for it, which is sensitive. A secret: give it only to outputs marked sensitive. */
  public get url(): string {
    return this.signed.url;
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
