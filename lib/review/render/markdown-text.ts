import { printable } from "./wording";

/** Longest text that a cell shows whole; object keys have up to 1024 bytes. */
const LONGEST = 200;
const HEAD = 120;
const TAIL = 40;

/**
 * What Markdown, or what a forge makes of it, gives no meaning to. All else becomes a character reference: it
 * looks the same, and starts no link, mention, cell, tag or emphasis.
 */
const MEANINGFUL = /[^A-Za-z0-9 ,/=\-\u0080-\u{10ffff}]/gu;

/** A sentence. Where it holds what forges look for in sentences, it becomes code, where they do not. */
export function sentence(text: string): string {
  return /[@#!$~%&^]|GH-/.test(text) ? code(text) : escape(text);
}

/** A text that comes from a plan. Forges neither link nor notify anybody from inside of code. */
export function code(text: string): string {
  return `<code>${escape(shortened(text))}</code>`;
}

function escape(text: string): string {
  return printable(text).replace(MEANINGFUL, (character) => `&#${character.codePointAt(0)};`);
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST
    ? text
    : `${characters.slice(0, HEAD).join("")} (${characters.length - HEAD - TAIL} more) ${characters.slice(-TAIL).join("")}`;
}
