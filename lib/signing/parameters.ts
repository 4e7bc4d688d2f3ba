import { SIGNING_PARAMETERS } from "./names";
import { CONTROL, received, receivedKind, refuseToken, requireText, shown } from "./problem";
import { SigningError } from "./signing-error";

/** One name and its value, both ready for the canonical request. */
export type Parameter = readonly [name: string, value: string];

/** Printable ASCII that can hold no token: nothing to object to. */
const PLAIN = /^[ -*,-z|}~]*$/;
const LINE_BREAK = /[\r\n\u2028\u2029]/;

/** A header value as the canonical request has it: words with one space between them. */
const FOLDED = /^\S+( \S+)*$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * Takes the query parameters to sign.
 *
 * @returns names and values as they are
 */
export function requireQuery(query: unknown): Parameter[] {
  const parameters = requireRecord("query", query);
  for (const parameter of parameters) {
    const [name] = parameter;
    refuseUnfit("query", parameter, LINE_BREAK, "a line break");
    if (name === "") {
      throw new SigningError("query", "must not have an empty name, got one");
    }
    if (SIGNING_PARAMETERS.has(name.toLowerCase())) {
      throw new SigningError(
        "query",
        `must not have a parameter that the signer writes itself, got "${name}"`,
      );
    }
  }
  return parameters;
}

/**
 * Takes the request headers to sign besides `host`.
 *
 * @returns names in lower case, sorted; values as the canonical request has them: trimmed, runs of white
 * space made one space
 */
export function requireHeaders(headers: unknown): Parameter[] {
  const canonical = requireRecord("headers", headers).map((header): Parameter => {
    const [name, value] = header;
    refuseUnfit("headers", header, CONTROL, "a line break or another control character");
    if (!HEADER_NAME.test(name)) {
      throw new SigningError(
        "headers",
        `must have names of letters, digits and hyphens, ${received(name)}`,
      );
    }
    return [name.toLowerCase(), FOLDED.test(value) ? value : value.trim().replace(/\s+/g, " ")];
  });

  canonical.sort(byName);
  let previous = "";
  for (const [name] of canonical) {
    if (name === "host") {
      throw new SigningError("headers", 'must not have "host", which the endpoint says, got it');
    }
    if (name === previous) {
      throw new SigningError("headers", `must have each name once, got "${name}" twice`);
    }
    previous = name;
  }
  return canonical;
}

/** Orders by name, comparing code units as SigV4 does, not by any locale. */
export function byName([a]: Parameter, [b]: Parameter): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Takes an object whose own values are texts. Values are never shown: a header may hold a key. */
function requireRecord(field: string, record: unknown): [name: string, value: string][] {
  if (!isPlainObject(record)) {
    refuseToken(field, record);
    throw new SigningError(field, `must be an object of texts, ${receivedKind(record)}`);
  }
  return Object.entries(record).map(([name, value]) => {
    if (typeof value !== "string") {
      refuseToken(field, value);
      throw new SigningError(
        field,
        `must have texts as values, ${receivedKind(value)} under ${shown(name)}`,
      );
    }
    return [name, value];
  });
}

/** Not a `Map`, a `Headers`, a list or an instance, whose entries are no properties and would be lost. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second: `Object.prototype`, also of another realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Refuses a name or value that is no well-formed text, is a token, or has a control character. */
function refuseUnfit(
  field: string,
  [name, value]: Parameter,
  controls: RegExp,
  what: string,
): void {
  if (!PLAIN.test(name)) {
    requireText(field, name);
    if (controls.test(name)) {
      throw new SigningError(field, `must not have ${what} in a name, ${received(name)}`);
    }
  }
  if (!PLAIN.test(value)) {
    requireText(field, value, false);
    if (controls.test(value)) {
      throw new SigningError(
        field,
        `must not have ${what} in a value, got one under ${shown(name)}`,
      );
    }
  }
}
