import {
  LONGEST_CUT,
  LONGEST_UNFINISHED,
  SCAN,
  SCAN_OBJECT,
  UNFINISHED,
  UNFINISHED_OBJECT,
} from "./patterns";
import type { Occurrence, SeenSecrets } from "./seen-secrets";
import type { Tape } from "./tape";

/** What stands next in a text. */
export type Found =
  | { readonly kind: "piece"; readonly index: number; readonly match: RegExpExecArray }
  | { readonly kind: "secret"; readonly index: number; readonly occurrence: Occurrence }
  /** Nothing does before `index`; from there on, something may. */
  | { readonly kind: "nothing"; readonly index: number };

/** Finds the first name, secret key by shape, or secret that was seen before. */
export class Finder {
  /** What the last search for names came to. It holds as long as no more text comes and the match is still ahead. */
  private last:
    | { readonly text: string; readonly scan: RegExp; readonly match: RegExpExecArray | null }
    | undefined;

  public constructor(private readonly seen: SeenSecrets) {}

  public find(tape: Tape, isObject: boolean): Found {
    const { text, at } = tape;
    const match = this.match(tape, isObject ? SCAN_OBJECT : SCAN);
    const occurrence = this.seen.find(text, at);
    const index = Math.min(match?.index ?? Infinity, occurrence?.index ?? Infinity);
    const cut =
      tape.hasEnded || index < text.length - LONGEST_CUT
        ? Infinity
        : Math.min(findUnfinished(tape, isObject), this.seen.findCut(text, at));
    if (index >= cut) {
      return { kind: "nothing", index: Math.min(cut, text.length) };
    }
    if (occurrence?.index === index) {
      return { kind: "secret", index, occurrence };
    }
    return match === null
      ? { kind: "nothing", index: text.length }
      : { kind: "piece", index, match };
  }

  private match({ text, at }: Tape, scan: RegExp): RegExpExecArray | null {
    const { last } = this;
    if (
      last !== undefined &&
      last.text === text &&
      last.scan === scan &&
      (last.match === null || last.match.index >= at)
    ) {
      return last.match;
    }
    scan.lastIndex = at;
    const match = scan.exec(text);
    this.last = { text, scan, match };
    return match;
  }
}

/** Where the earliest piece begins that the end of the text may cut. */
function findUnfinished({ text, at }: Tape, isObject: boolean): number {
  const from = Math.max(at, text.length - LONGEST_UNFINISHED);
  const index = text.slice(from).search(isObject ? UNFINISHED_OBJECT : UNFINISHED);
  return index === -1 ? text.length : from + index;
}
