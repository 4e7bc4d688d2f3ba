/** How much of an object is followed: those of outputs, variables and expressions are short. */
const LONGEST_OBJECT = 65_536;

/**
 * Follows the JSON object that stands where a secret is due, to know where it ends. Plans and states have many:
 * `"secret_key": { "sensitive": false, "type": "string", "value": "…" }`.
 */
export class ObjectContext {
  private depth = 1;
  private isInText = false;

  /** How many backslashes stand before the quotes of this JSON, which may itself be a text of JSON. */
  private readonly slashes: number;

  /** @param begin where in the stream it begins */
  public constructor(
    private readonly begin: number,
    nameQuote: string,
  ) {
    this.slashes = nameQuote.length - 1;
  }

  public get isClosed(): boolean {
    return this.depth === 0;
  }

  /** Whether it is too long to be what it was taken for. */
  public isOver(offset: number): boolean {
    return offset - this.begin > LONGEST_OBJECT;
  }

  public brace(brace: string): void {
    if (!this.isInText) {
      this.depth += brace === "{" ? 1 : -1;
    }
  }

  /** @returns whether it is one of this JSON's own */
  public quote(quote: string): boolean {
    const isOwn = isOwnQuote(quote, this.slashes);
    if (isOwn) {
      this.isInText = !this.isInText;
    }
    return isOwn;
  }
}

/**
 * Whether a quote, with the backslashes before it, ends or begins a text of the JSON whose quotes have so many.
 *
 * JSON in JSON doubles backslashes and adds one before each quote: 0, 1, 3, 7 for each level. A text may end in
 * backslashes of its own, which come doubled: any more than these, modulo twice their number.
 */
export function isOwnQuote(quote: string, slashes: number): boolean {
  return quote.endsWith('"') && (quote.length - 1) % (2 * (slashes + 1)) === slashes;
}
