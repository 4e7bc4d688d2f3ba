const PERCENT = /%(?:25)*([0-9a-f]{2})/gi;
const JSON_ESCAPE = /\\+u00([0-9a-f]{2})/gi;
const HTML_ESCAPE = /&#(?:x([0-9a-f]{2})|(\d{2,3}));/gi;

/**
 * A secret without the escapes of what it was quoted in: the same secret has the same mark, and is found again,
 * however a URL, JSON or HTML spells it. Base64 and hex have neither `%` nor `\` nor `&` of their own; of what has, only
 * the mark is made of this.
 */
export function decode(text: string): string {
  if (!/[%\\&]/.test(text)) {
    return text;
  }
  return text
    .replace(PERCENT, (_, hex: string) => fromCode(parseInt(hex, 16)))
    .replace(JSON_ESCAPE, (_, hex: string) => fromCode(parseInt(hex, 16)))
    .replace(HTML_ESCAPE, (_, hex: string | undefined, decimal: string) =>
      fromCode(hex === undefined ? Number(decimal) : parseInt(hex, 16)),
    )
    .replaceAll("\\", "");
}

function fromCode(code: number): string {
  return String.fromCharCode(code & 0xff);
}
