import { SigningError } from "./signing-error";
import { isToken } from "./token";

const LONGEST_SHOWN = 80;

/** Words of a fixed set and names of regions are shorter than any secret, so that a longer text is not shown. */
export const LONGEST_WORD = 32;

/** Characters that no HTTP header may hold. Source: RFC 9110, Field Values. */
// eslint-disable-next-line no-control-regex -- naming them is the point
export const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/;

/**
 * Says what came, to close an error message. One line. A text that is long or may hold a signature is
 * measured, not shown. Never give it a secret.
 */
export function received(value: unknown, longest = LONGEST_SHOWN): string {
  switch (typeof value) {
    case "undefined":
      return "got nothing";
    case "string":
      return `got ${shown(value, longest)}`;
    case "number":
    case "boolean":
    case "bigint":
      return `got ${value}`;
    default:
      return value === null ? "got null" : `got ${kindOf(value)}`;
  }
}

/** A text in quotes, or its measure where it is long or may hold a signature or a password. */
export function shown(text: string, longest = LONGEST_SHOWN): string {
  return text.length > longest || /X-Amz-|:\/\/[^/]*@/i.test(text)
    ? `a text of ${text.length} characters`
    : JSON.stringify(text);
}

/** Says of what kind a value is, where the value itself may be a secret. */
export function receivedKind(value: unknown): string {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "string"
    ? `got a ${typeof value === "string" ? "text" : "number"}`
    : received(value);
}

/** The kind of a value that is neither text nor number: `[object Map]` becomes `a Map`. */
function kindOf(value: unknown): string {
  const kind = Object.prototype.toString.call(value).slice("[object ".length, -1);
  return /^([AEIO]|Un)/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** Refuses a cdktf token, whose value is not known while signing. */
export function refuseToken(field: string, value: unknown): void {
  if (isToken(value)) {
    throw new SigningError(
      field,
      "must be known when the URL is signed, got a cdktf token (a value that Terraform resolves later)",
    );
  }
}

/**
 * Takes a text that is no token.
 *
 * @param show whether an error may show the value; `false` for whatever might be a secret
 */
export function requireText(field: string, value: unknown, show = true): string {
  refuseToken(field, value);
  if (typeof value !== "string") {
    throw new SigningError(field, `must be a text, ${received(value)}`);
  }
  if (!value.isWellFormed()) {
    throw new SigningError(
      field,
      `must be well-formed Unicode, ${show ? received(value) : "got a text"} with half a surrogate pair`,
    );
  }
  return value;
}

/** Takes a text of one line that says something: what a header or a parameter can hold. It is never shown. */
export function requireLine(field: string, value: unknown): string {
  const text = requireText(field, value, false);
  if (text.trim() === "") {
    throw new SigningError(field, "must not be empty, got an empty text");
  }
  if (CONTROL.test(text)) {
    throw new SigningError(
      field,
      "must not have a line break or another control character, got a text with one",
    );
  }
  return text;
}

/** Takes one of a fixed set of words. */
export function requireOneOf<T extends string>(
  field: string,
  value: unknown,
  allowed: readonly T[],
): T {
  if (!allowed.includes(value as T)) {
    const text = requireText(field, value);
    throw new SigningError(
      field,
      `must be one of ${allowed.map((word) => `"${word}"`).join(", ")}, ${received(text, LONGEST_WORD)}`,
    );
  }
  return value as T;
}
