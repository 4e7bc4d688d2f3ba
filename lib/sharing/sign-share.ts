import { Lazy, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { fingerprint, presign, type PresignRequest, SigningError } from "../signing";
import { layOut } from "../signing/presign";
import { functionCall, ObjectShare } from "./objectshare";
import { isoSeconds, literal } from "./share-descriptor";
import { isUnknown, requireNfcAroundTokens, standIn } from "./unknown-text";

/** A link, and the name of the access key that signed it. */
export interface SignedShare {
  /** The link, or a token for it. */
  readonly url: string;

  /** The link as the share's own output has it. */
  readonly output: unknown;

  /** Fingerprint of the access key, or a token for it. */
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
    const url = presign(request);
    return { url, output: url, accessKeyFingerprint: fingerprint(accessKeyId) };
  }

  checkWhatIsKnown(request);
  provider.require();
  const pair = provider.pairOf(signingKey, request.credentials);
  const argument = requestExpression(share, request, pair.credentials);
  return new SharedAtApply(
    share,
    `\${sensitive(${functionCall("presign", argument)})}`,
    pair.fingerprint,
  );
}

/** A link that Terraform signs. */
class SharedAtApply implements SignedShare {
  private local: TerraformLocal | undefined;

  public constructor(
    private readonly share: Construct,
    private readonly expression: string,
    public readonly accessKeyFingerprint: string,
  ) {}

  /**
   * In a local, so that it is signed once however often it is used, and so that another stack is given the link and
   * needs no plugin. Most links are only output: for these there is no local, as each costs Terraform more time than
   * the signing.
   */
  public get url(): string {
    this.local ??= new TerraformLocal(this.share, "signed", this.expression);
    return this.local.asString;
  }

  public get output(): unknown {
    return Lazy.anyValue({ produce: () => this.local?.asString ?? this.expression });
  }
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
 * The request as the function takes it, as an expression of Terraform's language.
 *
 * What is known goes as base64: Terraform makes every text Unicode NFC, and the link would open another object. What
 * has tokens stands in locals: there it is JSON, whose texts are templates, and needs no other quotes.
 */
function requestExpression(share: Construct, request: PresignRequest, credentials: string): string {
  const { bucket, objectKey, query = {}, headers = {} } = request;
  const later = (id: string, text: string): string =>
    `local.${new TerraformLocal(share, id, literal(text)).friendlyUniqueId}`;
  const { versionId } = query;
  const known = Object.entries(query).filter(([, value]) => !isUnknown(value));
  return object({
    method: quoted(request.method),
    endpoint: quoted(request.endpoint),
    region: quoted(request.region),
    bucket: isUnknown(bucket) ? later("bucket", bucket) : quoted(bucket),
    ...(isUnknown(objectKey)
      ? { object_key: later("object_key", objectKey) }
      : { object_key_base64: quoted(base64(objectKey)) }),
    addressing: quoted(request.addressing ?? "path"),
    ...(versionId !== undefined &&
      isUnknown(versionId) && { query: object({ versionId: later("version", versionId) }) }),
    ...(known.length > 0 && { query_base64: base64Object(known) }),
    ...(Object.keys(headers).length > 0 && {
      headers_base64: base64Object(Object.entries(headers)),
    }),
    credentials,
    signed_at: quoted(isoSeconds(request.signedAt)),
    expires_in_seconds: String(request.expiresInSeconds),
  });
}

function object(attributes: Readonly<Record<string, string>>): string {
  const members = Object.entries(attributes).map(([name, value]) => `${name} = ${value}`);
  return `{ ${members.join(", ")} }`;
}

function base64Object(texts: readonly (readonly [name: string, text: string])[]): string {
  return object(
    Object.fromEntries(texts.map(([name, text]) => [quoted(name), quoted(base64(text))])),
  );
}

/** A known text of printable ASCII: JSON has the quotes of Terraform's language. */
function quoted(text: string): string {
  return JSON.stringify(literal(text));
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
