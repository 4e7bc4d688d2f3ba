import { SigningError } from "../signing";
import { isToken } from "../signing/token";

/** Tokens inside a text, also the digits of a number token. The shapes are those of `lib/signing/token.ts`. */
const TOKENS = /\$\{TfToken\[[\w:.-]+\]\}|-8\.\d+e\+298/g;

/** Whether Terraform will know the text, or a part of it, only later. */
export function isUnknown(text: unknown): boolean {
  return typeof text === "string" && isToken(text);
}

/** The text with an `x` for each token: what can be judged of it at synth. */
export function standIn(text: string): string {
  return text.replace(TOKENS, "x");
}

/**
 * Refuses a text in which Terraform would change what is known of it: it makes every text Unicode NFC, and one
 * with a token cannot travel as base64.
 */
export function requireNfcAroundTokens(field: string, text: string): void {
  const known = standIn(text);
  if (known !== known.normalize("NFC")) {
    throw new SigningError(
      field,
      "must be in Unicode NFC around what Terraform resolves, as Terraform normalises the whole, got another form",
    );
  }
}
