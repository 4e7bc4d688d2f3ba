/**
 * What the redactor looks for, as patterns over text with one character for each byte. All are ASCII, which no byte
 * of a longer UTF-8 sequence can be taken for.
 *
 * Each step either knows what it sees or needs more: so every piece here is short, and none crosses a line break.
 */

/** What a name says about the value after it. */
export type Kind = "signature" | "authorization" | "token" | "secret";

/** Names, in lower case, before whose values something may have been put: `s3_`, `AWS_`, `TF_VAR_`. */
const NAMES: Readonly<Record<string, Kind>> = {
  "x-amz-signature": "signature",
  "x-amz-security-token": "token",
  // Of the header `Authorization: AWS4-HMAC-SHA256 …, Signature=…`.
  signature: "authorization",
  session_token: "token",
  "session-token": "token",
  sessiontoken: "token",
  secret_access_key: "secret",
  "secret-access-key": "secret",
  secretaccesskey: "secret",
  secret_key: "secret",
  "secret-key": "secret",
  secretkey: "secret",
};

export function kindOf(name: string): Kind {
  return NAMES[name.toLowerCase()] as Kind;
}

/** Whether the value is hex, in which an upper-case letter means the same. */
export function isHex(kind: Kind): boolean {
  return kind === "signature" || kind === "authorization";
}

/** Members that hold the value where the name has an object: outputs, their changes, variables, expressions. */
const HOLDERS = ["value", "before", "after", "constant_value", "default"];

const SLASHES = String.raw`\\{0,15}`;
const SOME_SLASHES = String.raw`\\{1,15}`;

/** A secret key as IONOS generates it, alone between quotes; `isSecretKey` has the last word. */
const SHAPE = "[A-Za-z0-9+/]{64}";
const SHAPE_QUOTE = `["']|&quot;|&#34;`;

/** Text up to the next thing to look at. */
export const SCAN = new RegExp(
  `(${Object.keys(NAMES).join("|")})|(${SHAPE_QUOTE})(${SHAPE})(?=${SLASHES}(?:${SHAPE_QUOTE}))`,
  "gi",
);

/** The same, with what gives JSON its structure. */
export const SCAN_OBJECT = new RegExp(
  `${SCAN.source}|(${SLASHES}")(?:(${HOLDERS.join("|")})(${SLASHES}"))?|[{}]`,
  "gi",
);

/** Every text that could be the beginning of what `SCAN_OBJECT` finds, at the end of what has come so far. */
export const UNFINISHED = new RegExp(
  `(?:${[
    ...Object.keys(NAMES).map(beginningOf),
    beginningOf("&quot;"),
    beginningOf("&#34;"),
    `(?:${SHAPE_QUOTE})[A-Za-z0-9+/]{0,63}`,
    `(?:${SHAPE_QUOTE})${SHAPE}${SLASHES}(?:${beginningOf("&quot;")}|${beginningOf("&#34;")})?`,
  ].join("|")})$`,
  "i",
);
export const UNFINISHED_OBJECT = new RegExp(
  `(?:${UNFINISHED.source.slice(0, -1)}|${SOME_SLASHES}|${SLASHES}"(?:${HOLDERS.map((name) => beginningOf(`${name}"`)).join("|")})?${SLASHES})$`,
  "i",
);

/** How far back from the end of the text an unfinished piece can begin; and an unfinished secret as URLs spell it. */
export const LONGEST_UNFINISHED = 112;
export const LONGEST_CUT = 1024;

/** What may stand around `=`, `:` and `->`: blanks, and colours, also as JSON has them. */
export const GAP = new RegExp(`(?:[ \\t]|(?:\\x1b|${SOME_SLASHES}u001b)\\[[0-9;]{0,24}m)`, "iy");
export const LINE_BREAK = /\r?\n/y;
export const QUOTE = new RegExp(
  `${SLASHES}["']|&quot;|&#(?:34|39|x22|x27);|%(?:25){0,3}22|${SOME_SLASHES}u0022`,
  "iy",
);
export const SEPARATOR = new RegExp(
  `=>|[:=]|%(?:25){0,3}3[AD]|${SOME_SLASHES}u003[ad]|&#(?:61|58|x3d|x3a);`,
  "iy",
);
export const ARROW = new RegExp(`->|-&gt;|-${SOME_SLASHES}u003e`, "iy");
export const BRACKET = /\[/y;
export const BRACE = /\{/y;
export const NULL = /null\b/y;

/** Whether a separator is percent-encoded: its value then ends at an `&` that is so, too. */
export function isEncoded(separator: string): boolean {
  return separator.startsWith("%");
}

/** The hex digits of a signature. */
export const HEX_RUN = /[0-9a-f]+|%(?:25){0,3}(?:3[0-9]|[46][1-6])/iy;

/** A value of base64 that stands in no quotes: characters, and how URLs, JSON and HTML escape some of them. */
export const BASE64_UNIT =
  /[A-Za-z0-9+/=_~-]+|%(?:25){0,3}[0-9A-F]{2}|\\{1,15}(?:\/|u00(?:2b|2f|3d))|&#(?:x2b|43|x2f|47|x3d|61);/iy;
export const ENCODED_AMPERSAND = /%(?:25){0,3}26/iy;

/** How long an escape can be. */
export const LONGEST_UNIT = 24;

/** Whether what has the shape is no hash in hex or decimal, no word and no path: random base64 has all three. */
export function isSecretKey(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /[0-9]/.test(text);
}

/** Matches every beginning of a text, but not the whole. */
function beginningOf(text: string): string {
  return [...text.slice(0, -1)].reduceRight(
    (rest, character) => `${character}${rest && `(?:${rest})?`}`,
    "",
  );
}
