import { isSwapped } from "../catalog";
import { ObjectStorageUser } from "../keys";
import { type Credentials, SigningError } from "../signing";
import { requireCredentials } from "../signing/credentials";
import { received } from "../signing/problem";
import { isUnknown, standIn } from "./unknown-text";

/** A pair, and whose it is. What is a token makes links that are signed at apply. */
export interface SigningKeyProps extends Credentials {
  /**
   * Who owns the pair. Where the owner of the bucket is known too, a link that IONOS would refuse is warned of.
   *
   * @default - not known
   */
  readonly owner?: ObjectStorageUser;
}

/** Where `fromEnvironment` looks, in this order. */
const PAIRS = [
  { accessKeyId: "IONOS_S3_ACCESS_KEY", secretAccessKey: "IONOS_S3_SECRET_KEY" },
  {
    accessKeyId: "AWS_ACCESS_KEY_ID",
    secretAccessKey: "AWS_SECRET_ACCESS_KEY",
    sessionToken: "AWS_SESSION_TOKEN",
  },
] as const;

/** What signs a presigned URL. Printing or serialising it shows no secret. */
export class SigningKey {
  /**
   * A pair that the app has from somewhere, or tokens for one, such as those of a sensitive `TerraformVariable`.
   * Never write the secret key into the program.
   */
  public static of(props: SigningKeyProps): SigningKey {
    const { owner, ...credentials } = props ?? {};
    return new SigningKey(credentials, owner);
  }

  /**
   * The pair in `IONOS_S3_ACCESS_KEY` and `IONOS_S3_SECRET_KEY`, else the one in `AWS_ACCESS_KEY_ID` and
   * `AWS_SECRET_ACCESS_KEY` with `AWS_SESSION_TOKEN`.
   *
   * @throws Error when no pair is set, or only half of one: pairs are never mixed
   */
  public static fromEnvironment(options: { readonly owner?: ObjectStorageUser } = {}): SigningKey {
    for (const names of PAIRS) {
      const accessKeyId = process.env[names.accessKeyId] || undefined;
      const secretAccessKey = process.env[names.secretAccessKey] || undefined;
      if (accessKeyId === undefined && secretAccessKey === undefined) {
        continue;
      }
      if (accessKeyId === undefined || secretAccessKey === undefined) {
        const [set, missing] =
          accessKeyId === undefined
            ? [names.secretAccessKey, names.accessKeyId]
            : [names.accessKeyId, names.secretAccessKey];
        throw new SigningError(missing, `must be set together with ${set}, got only ${set}`);
      }
      const sessionToken =
        "sessionToken" in names ? process.env[names.sessionToken] || undefined : undefined;
      return fromVariables(names, () =>
        SigningKey.of({ accessKeyId, secretAccessKey, sessionToken, ...options }),
      );
    }
    throw new SigningError(
      "signingKey",
      "must be in the environment as IONOS_S3_ACCESS_KEY and IONOS_S3_SECRET_KEY, or as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, got none of them (the cdktf CLI passes no TF_VAR_ variables on to the app)",
    );
  }

  /** Who owns the pair, where that is known. */
  public readonly owner: ObjectStorageUser | undefined;

  /** Private to the language too, so that no log and no serialiser finds it. */
  readonly #credentials: Credentials;

  private constructor(credentials: Credentials, owner: ObjectStorageUser | undefined) {
    requireCredentials(withStandIns(credentials));
    this.#credentials = Object.freeze({ ...credentials });
    const { accessKeyId, secretAccessKey } = credentials;
    if (
      !isUnknown(accessKeyId) &&
      !isUnknown(secretAccessKey) &&
      isSwapped(accessKeyId, secretAccessKey)
    ) {
      throw new SigningError(
        "accessKeyId",
        "must be the access key, got a text as long as a secret key (are the two swapped?)",
      );
    }
    if (owner !== undefined && !(owner instanceof ObjectStorageUser)) {
      throw new SigningError("owner", `must be an ObjectStorageUser, ${received(owner)}`);
    }
    this.owner = owner;
  }

  /** The access key, or a token for it. */
  public get accessKeyId(): string {
    return this.#credentials.accessKeyId;
  }

  /** The pair itself: for a signer, and for nothing else. */
  public unsafeUnwrap(): Credentials {
    return this.#credentials;
  }
}

/** The pair with what is known of it: a token is judged by the signer at apply. */
function withStandIns(credentials: Credentials): Credentials {
  return Object.fromEntries(
    Object.entries(credentials).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === "string" ? standIn(value) : value,
    ]),
  ) as unknown as Credentials;
}

/** Says of a refusal which variable it is about. */
function fromVariables(names: Partial<Record<string, string>>, make: () => SigningKey): SigningKey {
  try {
    return make();
  } catch (error) {
    throw SigningError.isSigningError(error)
      ? new SigningError(names[error.field] ?? error.field, error.problem)
      : error;
  }
}
