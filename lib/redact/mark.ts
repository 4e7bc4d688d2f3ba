import { sha256 } from "../signing/sha256";

/** What stands in the place of a secret. */
const WORD = "redacted";

/** Apart from every other hash of the same text, such as the fingerprint of an access key. */
const DOMAIN = "ionos-share redact\0";

const DIGITS = 8;

/** What is shorter may be a word that somebody chose: its digits would let others confirm a guess. */
const SHORTEST_RANDOM = 32;

/** What needs no mark: marks, what Terraform and others print in the place of a value, and the types in a state. */
const PLACEHOLDER =
  /^(?:string|number|bool|dynamic|redacted(?::[0-9a-f]{8})?|\(?sensitive(?: value)?\)?|<sensitive>|\(known after apply\)|\*+)$/;

/** The name again, as cdktf's list of outputs has it: `"secret_key": "secret_key"`. */
const NAME = /^\w{0,64}secret_?(?:access_?)?key$/i;

/** An expression that only names where the value is: `${ionoscloud_s3_key.Deploy_7B206E61.secret_key}`. */
const REFERENCE =
  /^\$\{[\w.*-]{1,512}(?:\[(?:[\w.*]{1,64}|\\*"[\w.-]{1,64}\\*")\][\w.*-]{0,512}){0,8}\}$/;

/**
 * The mark of a secret, the same in every run: `redacted:1a2b3c4d`.
 *
 * A plain hash is safe to show here. A signature is 256 random bits and a secret key at least 240: the 32 bits that
 * are shown let nobody search for the rest. No key is needed that all runs would have to know.
 */
export function mark(secret: string): string {
  return secret.length < SHORTEST_RANDOM
    ? WORD
    : `${WORD}:${sha256(DOMAIN + secret, "hex").slice(0, DIGITS)}`;
}

/** Whether a value in the place of a secret is none. */
export function isHarmless(value: string): boolean {
  return value === "" || PLACEHOLDER.test(value) || NAME.test(value) || REFERENCE.test(value);
}

/** Whether a value is long enough to be looked for everywhere else, and short enough to be remembered. */
export function isMemorable(secret: string): boolean {
  return secret.length >= SHORTEST_RANDOM && secret.length <= 256;
}
