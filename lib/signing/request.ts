/** What the holder of a presigned URL may do with the object. */
export type HttpMethod = "GET" | "HEAD" | "PUT" | "DELETE";

/**
 * Where the bucket stands in the URL: `https://endpoint/bucket/object` ("path") or
 * `https://bucket.endpoint/object` ("virtual-hosted").
 */
export type Addressing = "path" | "virtual-hosted";

/** An access key and its secret key: what signs. */
export interface Credentials {
  /** The access key. It stands in the URL in clear. */
  readonly accessKeyId: string;

  /** The secret key. It never leaves the signer: not in the URL, not in an error. */
  readonly secretAccessKey: string;

  /**
   * The token of temporary credentials; it becomes `X-Amz-Security-Token`.
   *
   * IONOS has no temporary credentials; other S3-compatible servers do.
   *
   * @default - none
   */
  readonly sessionToken?: string;
}

/** Everything a presigned URL depends on: the same request gives the same bytes. */
export interface PresignRequest {
  /** What the holder may do with the object. */
  readonly method: HttpMethod;

  /**
   * Origin of the S3 server, such as `https://s3.eu-central-3.ionoscloud.com`: http or https, a port
   * allowed, no path. A URL is bound to its host.
   */
  readonly endpoint: string;

  /** SigV4 region of the bucket, such as `eu-central-3` (`de` for Frankfurt, user-owned). */
  readonly region: string;

  /** Bucket name, by IONOS' naming rules. */
  readonly bucket: string;

  /**
   * Name of the object: any Unicode text of 1 to 1024 bytes of UTF-8, taken as it is and never normalised.
   *
   * A `.` or `..` between slashes is refused: HTTP clients fold it, so the link would be dead or open
   * another object.
   */
  readonly objectKey: string;

  /**
   * Where the bucket stands in the URL.
   *
   * @default "path"
   */
  readonly addressing?: Addressing;

  /**
   * Query parameters to sign, not yet encoded, such as `versionId` or `response-content-disposition`.
   *
   * @default - none
   */
  readonly query?: Readonly<Record<string, string>>;

  /**
   * Request headers to sign besides `host`. The holder of the URL must send exactly these. An
   * `x-amz-content-sha256` also binds an upload to the payload of that hash.
   *
   * @default - none
   */
  readonly headers?: Readonly<Record<string, string>>;

  /** What signs. */
  readonly credentials: Credentials;

  /** The signing instant; parts of a second are dropped, as `X-Amz-Date` has none. */
  readonly signedAt: Date;

  /** Seconds from `signedAt` until the URL dies: a whole number from 1 to 604800 (7 days, SigV4's limit). */
  readonly expiresInSeconds: number;
}
