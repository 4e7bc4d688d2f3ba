/** How streams begin in which no secret could be found, and what they are. */
const UNREADABLE: readonly (readonly [string, string])[] = [
  ["\xff\xfe", 'UTF-16, as ">" of PowerShell writes it'],
  ["\xfe\xff", "UTF-16"],
  ["PK\x03\x04", 'a ZIP archive (of a saved plan, give "terraform show -json <plan file>")'],
  ["\x1f\x8b", "gzip"],
];

/** How much of a stream tells. */
export const LONGEST_BEGINNING = 4;

/**
 * Takes the beginning of a stream. Its secrets would pass where its bytes are not those of the text: that must not look
 * like success.
 */
export function requireReadable(beginning: string): void {
  const [, what] = UNREADABLE.find(([bytes]) => beginning.startsWith(bytes)) ?? [];
  if (what !== undefined) {
    throw new Error(`input: must be text, in UTF-8 or as plain as ASCII, got ${what}`);
  }
}
