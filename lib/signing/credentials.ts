import { receivedKind, refuseToken, requireText } from "./problem";
import type { Credentials } from "./request";
import { SigningError } from "./signing-error";

const PRINTABLE = /^[!-~]*$/;

/**
 * Takes an access key.
 *
 * Only its shape is judged, not its alphabet or length: IONOS has changed both. It is never shown, as what
 * holds a `/` is most likely a secret key in the wrong place.
 */
export function requireAccessKeyId(accessKeyId: unknown): string {
  const text = requireSecretText("accessKeyId", accessKeyId);
  if (text.includes("/")) {
    throw new SigningError(
      "accessKeyId",
      'must not have a "/", which parts the credential scope, got one with it (is it the secret key?)',
    );
  }
  return text;
}

/** Takes a pair that can sign. Nothing of it is ever shown. */
export function requireCredentials(credentials: unknown): Credentials {
  refuseToken("credentials", credentials);
  if (typeof credentials !== "object" || credentials === null) {
    throw new SigningError(
      "credentials",
      `must be an object with accessKeyId and secretAccessKey, ${receivedKind(credentials)}`,
    );
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials as Partial<
    Record<keyof Credentials, unknown>
  >;
  return {
    accessKeyId: requireAccessKeyId(accessKeyId),
    secretAccessKey: requireSecretText("secretAccessKey", secretAccessKey),
    ...(sessionToken !== undefined && {
      sessionToken: requireSecretText("sessionToken", sessionToken),
    }),
  };
}

/** Takes a text of printable ASCII without white space, and says of another only what is wrong with it. */
function requireSecretText(field: string, value: unknown): string {
  if (typeof value !== "string") {
    refuseToken(field, value);
    throw new SigningError(field, `must be a text, ${receivedKind(value)}`);
  }
  const text = requireText(field, value, false);
  if (text === "") {
    throw new SigningError(field, "must not be empty, got an empty text");
  }
  if (/\s/.test(text)) {
    throw new SigningError(field, "must not have white space, got a text with it");
  }
  if (/^(["']).*\1$/.test(text)) {
    throw new SigningError(field, "must not stand in quotes, got a text in quotes");
  }
  if (!PRINTABLE.test(text)) {
    throw new SigningError(field, "must be printable ASCII, got a text with other characters");
  }
  return text;
}
