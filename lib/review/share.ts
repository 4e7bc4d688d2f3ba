import type { Facts } from "./finding";
import { timeOf } from "./instant";
import { isObject, member } from "./json";
import { safeText, SENSITIVE } from "./safe-text";

/** What a share descriptor of `PresignedUrl` says of itself. */
export const SHARE_FORMAT = "presigned-url/1";
const FORMATS = /^presigned-url\//;

/** What a share allows, apart from when and by whom: all its texts. */
const TARGET = ["bucket", "object_key", "version_id", "region", "endpoint"] as const;
const TEXTS = [
  "method",
  ...TARGET,
  "signed_at",
  "expires_at",
  "renews_at",
  "access_key_fingerprint",
] as const;

/** A field of a share that is a text. */
export type ShareField = (typeof TEXTS)[number];

/** Fields that say which object a share opens. */
export const TARGET_FIELDS: readonly ShareField[] = TARGET;

/** Headers whose value may be shown; another one may carry a key, such as that of server-side encryption. */
const SHOWN_HEADERS: readonly string[] = ["content-type", "content-length", "content-disposition"];

/** One side of a share: its descriptor, as far as Terraform knows it. */
export interface Share {
  /** A text; `null` when it is known after apply. */
  readonly text: (field: ShareField) => string | null;

  /** Signed headers as one text, to compare; `null` when they are known after apply. */
  readonly headers: string | null;

  /** What may be shown. */
  readonly facts: Facts;

  /** Why the descriptor cannot be judged; `undefined` when it can. */
  readonly problem: string | undefined;
}

/** Whether a value calls itself a share descriptor, of this or another format. */
export function isDescriptor(value: unknown): boolean {
  const format = member(value, "format");
  return typeof format === "string" && FORMATS.test(format);
}

/**
 * Takes one side of a descriptor.
 *
 * @param unknown what Terraform knows after apply only: `true`, or `true` at the field's name
 * @param sensitive what the program calls sensitive, in the same shape: compared, and not shown
 */
export function readShare(value: unknown, unknown: unknown, sensitive: unknown): Share {
  const isAt = (marks: unknown, field: string): boolean =>
    marks === true || member(marks, field) === true;
  const problems: string[] = [];
  const texts = new Map<ShareField, string | null>();
  const facts: Record<string, Facts[string]> = {};

  const format = isAt(unknown, "format") ? SHARE_FORMAT : member(value, "format");
  if (format !== SHARE_FORMAT) {
    problems.push(`Its descriptor is of a format that this version does not know.`);
  }
  for (const field of TEXTS) {
    const text = isAt(unknown, field) ? null : member(value, field);
    if (text !== null && typeof text !== "string") {
      problems.push(`Its descriptor has no text in ${field}.`);
      continue;
    }
    texts.set(field, text);
    facts[field] = text !== null && isAt(sensitive, field) ? SENSITIVE : safe(text);
  }

  const headers = isAt(unknown, "signed_headers") ? null : member(value, "signed_headers");
  const unknownHeaders = Object.keys(member(unknown, "signed_headers") ?? {});
  if (headers !== null && !isObject(headers)) {
    problems.push("Its descriptor has no signed_headers.");
  } else {
    facts["signed_headers"] = headers && shownHeaders(headers, unknownHeaders);
  }
  return {
    text: (field) => texts.get(field) ?? null,
    headers:
      headers === null || unknownHeaders.length > 0
        ? null
        : JSON.stringify(Object.entries(headers ?? {}).sort()),
    facts,
    problem: problems[0],
  };
}

/** The life of a share in milliseconds, or `undefined` when it is not known. */
export function lifeOf(share: Share): number | undefined {
  const [from, to] = [timeOf(share.text("signed_at")), timeOf(share.text("expires_at"))];
  return from === undefined || to === undefined ? undefined : to - from;
}

/** When a share ends, if that is known and still to come. */
export function endOf(share: Share, now: number): number | undefined {
  const end = timeOf(share.text("expires_at"));
  return end !== undefined && end > now ? end : undefined;
}

function shownHeaders(headers: object, unknown: readonly string[]): Record<string, string | null> {
  const shown = Object.entries(headers).map(([name, value]: [string, unknown]) => [
    safeText(name),
    SHOWN_HEADERS.includes(name.toLowerCase()) && typeof value === "string"
      ? safeText(value)
      : SENSITIVE,
  ]);
  const later = unknown.map((name) => [safeText(name), null]);
  return Object.fromEntries([...shown, ...later]) as Record<string, string | null>;
}

function safe(text: string | null): string | null {
  return text === null ? null : safeText(text);
}
