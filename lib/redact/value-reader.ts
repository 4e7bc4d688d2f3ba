import { isOwnQuote } from "./object-context";
import {
  BASE64_UNIT,
  ENCODED_AMPERSAND,
  HEX_RUN,
  isHex,
  type Kind,
  LONGEST_UNIT,
} from "./patterns";

/** How much of a value is kept to name it by; what is longer is no key of IONOS, and is hidden as well. */
const LONGEST_KEPT = 16_384;

/** How a value ended. */
export interface Ending {
  /** The quote, with its backslashes; `""` where the line or the stream ended first. */
  readonly closing: string;
}

/** Takes one value off a stream, piece by piece. */
export abstract class ValueReader {
  /** A value in quotes ends at the same quote, and at the end of the line. */
  public static quoted(quote: string): ValueReader {
    return quote.endsWith('"') ? new JsonReader(quote) : new QuoteReader(quote);
  }

  /** A value without quotes ends at the first character that it cannot have. */
  public static bare(kind: Kind, isEncoded: boolean): ValueReader {
    return new BareReader(kind, isEncoded);
  }

  /** What was taken. */
  public value = "";

  /** `undefined` as long as the value goes on. */
  public ending: Ending | undefined;

  /** Whether `value` is all of it. */
  public isWhole = true;

  /** @returns how far the value was taken from the text, which is more of the stream than at the last call */
  public abstract read(text: string, from: number, isLast: boolean): number;

  protected keep(piece: string): void {
    if (this.value.length + piece.length > LONGEST_KEPT) {
      this.isWhole = false;
    }
    this.value = (this.value + piece).slice(0, LONGEST_KEPT);
  }
}

/** Between quotes of JSON or HCL, or of JSON in JSON. */
class JsonReader extends ValueReader {
  private readonly slashes: number;

  /** How many backslashes were just taken. */
  private taken = 0;

  public constructor(quote: string) {
    super();
    this.slashes = quote.length - 1;
  }

  public override read(text: string, from: number, isLast: boolean): number {
    let at = from;
    while (at < text.length) {
      const character = text.charAt(at);
      if (character === "\\") {
        this.taken++;
        at++;
      } else if (character === '"' && isOwnQuote(`${"\\".repeat(this.taken)}"`, this.slashes)) {
        this.keep("\\".repeat(this.taken - this.slashes));
        this.ending = { closing: `${"\\".repeat(this.slashes)}"` };
        return at + 1;
      } else if (character === "\n" || character === "\r") {
        this.end();
        return at;
      } else {
        const end = character === '"' ? at + 1 : endOfRun(text, at);
        this.keep("\\".repeat(this.taken) + text.slice(at, end));
        this.taken = 0;
        at = end;
      }
    }
    if (isLast) {
      this.end();
    }
    return at;
  }

  private end(): void {
    this.keep("\\".repeat(this.taken));
    this.ending = { closing: "" };
  }
}

/** Between other quotes, in which nothing is escaped: `'`, `&quot;`, `%22`. */
class QuoteReader extends ValueReader {
  public constructor(private readonly quote: string) {
    super();
  }

  public override read(text: string, from: number, isLast: boolean): number {
    const quote = text.indexOf(this.quote, from);
    const lineBreak = text.slice(from).search(/[\r\n]/);
    if (lineBreak !== -1 && (quote === -1 || from + lineBreak < quote)) {
      this.keep(text.slice(from, from + lineBreak));
      this.ending = { closing: "" };
      return from + lineBreak;
    }
    if (quote !== -1) {
      this.keep(text.slice(from, quote));
      this.ending = { closing: this.quote };
      return quote + this.quote.length;
    }
    // The end of the text may cut the quote.
    const end = isLast ? text.length : Math.max(from, text.length - this.quote.length + 1);
    this.keep(text.slice(from, end));
    if (isLast) {
      this.ending = { closing: "" };
    }
    return end;
  }
}

class BareReader extends ValueReader {
  public constructor(
    private readonly kind: Kind,
    private readonly isEncoded: boolean,
  ) {
    super();
  }

  public override read(text: string, from: number, isLast: boolean): number {
    const unit = isHex(this.kind) ? HEX_RUN : BASE64_UNIT;
    let at = from;
    while (at < text.length) {
      const isEscape = "%\\&".includes(text.charAt(at));
      if (isEscape && !isLast && text.length - at < LONGEST_UNIT && !text.includes("\n", at)) {
        return at;
      }
      if (this.isEncoded && matchAt(ENCODED_AMPERSAND, text, at) !== undefined) {
        break;
      }
      const piece = matchAt(unit, text, at);
      if (piece === undefined) {
        break;
      }
      this.keep(piece);
      at += piece.length;
    }
    if (at < text.length || isLast) {
      this.ending = { closing: "" };
    }
    return at;
  }
}

const RUN = /[^"\\\r\n]*/y;

function endOfRun(text: string, from: number): number {
  return from + (matchAt(RUN, text, from)?.length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
