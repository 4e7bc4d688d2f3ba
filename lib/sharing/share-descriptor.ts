/**
 * A share without its secret: what the public output `<name>_share` shows to reviewers and pipelines. Field
 * names are contract.
 */
export interface ShareDescriptor {
  readonly format: "presigned-url/1";
  readonly method: string;
  readonly bucket: string;
  readonly object_key: string;

  /** `""` for the newest version. */
  readonly version_id: string;
  readonly region: string;

  /** Origin of the S3 server. */
  readonly endpoint: string;

  /** Headers that the holder must send, besides `host`. */
  readonly signed_headers: Readonly<Record<string, string>>;

  /** Instants in ISO 8601, UTC. */
  readonly signed_at: string;
  readonly expires_at: string;
  readonly renews_at: string;

  /** First 16 hex digits of the SHA-256 of the access key. */
  readonly access_key_fingerprint: string;
}

/**
 * What Terraform would evaluate: `${` and `%{`; and signs before a token, whose own `${` they would escape.
 * The `${` of a token itself is meant.
 */
const TEMPLATE_SIGNS = /\$+(?=\$\{TfToken\[)|[$%](?=\{(?!TfToken\[))/g;

/** Makes a value safe to stand in Terraform JSON, where every text is a template. */
export function literal<T>(value: T): T {
  if (typeof value === "string") {
    return value.replace(TEMPLATE_SIGNS, (signs, at: number) =>
      value[at + signs.length] === "{" ? signs + signs : `\${"${signs}"}`,
    ) as T;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, literal(member as unknown)]),
    ) as T;
  }
  return value;
}

/** ISO 8601 in UTC, to the second: `2026-11-22T07:00:00Z`. */
export function isoSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, -".000Z".length)}Z`;
}
