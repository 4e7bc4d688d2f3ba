import { printable } from "../wording";

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** A text for a page: as content or as an attribute in quotes. */
export function esc(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (character) => REFERENCES[character] as string);
}

/** A text that comes from a plan; it may be broken anywhere, as object keys have no spaces. */
export function code(text: string): string {
  return `<code>${esc(text)}</code>`;
}

/** An instant: `22 Nov 18:00` to read, all of it for machines. */
export function instant(time: number): string {
  const iso = new Date(time).toISOString();
  return `<time datetime="${iso}">${shortInstant(time)}</time>`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `22 Nov 18:00`, in UTC. */
export function shortInstant(time: number): string {
  const date = new Date(time);
  const clock = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${clock}`;
}
