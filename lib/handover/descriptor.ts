import type { ShareDescriptor } from "../sharing/share-descriptor";

const FORMAT = "presigned-url/1";
const FORMATS = /^presigned-url\//;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const INSTANT_AS = "an instant as 2026-11-22T07:00:00Z";

/** A token by RFC 9110, which needs no quoting anywhere. */
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/i;

const TEXTS = ["bucket", "object_key", "version_id", "region", "access_key_fingerprint"] as const;
const INSTANTS = ["signed_at", "expires_at", "renews_at"] as const;

/** Whether a value is a share's public half, of whatever version; all else in the outputs is somebody else's. */
export function isDescriptor(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && typeof value["format"] === "string" && FORMATS.test(value["format"]);
}

/**
 * Takes a share's public half.
 *
 * @param field what errors call it
 */
export function requireDescriptor(
  field: string,
  value: Readonly<Record<string, unknown>>,
): ShareDescriptor {
  const check = (name: string, pattern: RegExp, what: string): void => {
    const member = value[name];
    if (typeof member !== "string" || !pattern.test(member)) {
      throw new Error(`${field}.${name}: must be ${what}, got ${received(member)}`);
    }
  };
  check("format", new RegExp(`^${FORMAT}$`), `"${FORMAT}", which this version reads`);
  check("method", /^(GET|HEAD|PUT|DELETE)$/, "one of GET, HEAD, PUT and DELETE");
  check("endpoint", /^https?:\/\/[\w.:[\]-]+$/, "the origin of a server");
  TEXTS.forEach((name) => check(name, /^/, "a text"));
  for (const name of INSTANTS) {
    check(name, INSTANT, INSTANT_AS);
    requireDay(`${field}.${name}`, value[name] as string);
  }
  requireHeaders(`${field}.signed_headers`, value["signed_headers"]);
  return value as unknown as ShareDescriptor;
}

/** JavaScript reads February 30 as March 2, and a month 13 as nothing. */
function requireDay(field: string, instant: string): void {
  const time = new Date(instant);
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(instant.slice(0, -1))) {
    throw new Error(`${field}: must be ${INSTANT_AS}, got ${received(instant)}`);
  }
}

function requireHeaders(field: string, headers: unknown): void {
  if (!isObject(headers)) {
    throw new Error(`${field}: must be an object of headers, got ${received(headers)}`);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) {
      throw new Error(`${field}: must have names of headers, got ${received(name)}`);
    }
    // eslint-disable-next-line no-control-regex -- naming them is the point
    if (typeof value !== "string" || /[\0-\x08\x0a-\x1f\x7f]/.test(value)) {
      throw new Error(`${field}.${name}: must be a text of one line, got another value`);
    }
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Says what came. A long text may be a link. */
export function received(value: unknown): string {
  if (typeof value === "string") {
    return value.length > 64 ? `a text of ${value.length} characters` : JSON.stringify(value);
  }
  return value === undefined ? "nothing" : value === null ? "null" : `a value of another type`;
}
