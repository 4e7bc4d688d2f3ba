/** How many characters, or a line break, decide each pattern that is not a whole value. */
const LOOKAHEAD = 64;

/** A stream as text with one character for each byte: what has come and was not taken yet, and what is safe to show. */
export class Tape {
  /** What has come; all before `at` is taken. */
  public text = "";
  public at = 0;

  /** Whether nothing more comes. */
  public hasEnded = false;

  /** How many bytes were taken before `text`. */
  private offset = 0;
  private shown = "";

  public push(part: string): void {
    this.offset += this.at;
    this.text = this.text.slice(this.at) + part;
    this.at = 0;
  }

  /** Gives away what is safe to show. */
  public pull(): string {
    const { shown } = this;
    this.shown = "";
    return shown;
  }

  /** Where in the stream a place of the text is. */
  public offsetOf(at: number): number {
    return this.offset + at;
  }

  /** Whether a short pattern that does not match here cannot do so when more comes. */
  public get isDecided(): boolean {
    return (
      this.hasEnded || this.text.length - this.at >= LOOKAHEAD || this.text.includes("\n", this.at)
    );
  }

  /** Shows text as it is. */
  public show(end: number): void {
    this.shown += this.text.slice(this.at, end);
    this.at = end;
  }

  /** Shows a piece that stands right here. */
  public skip(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const piece = pattern.exec(this.text)?.[0];
    if (piece !== undefined) {
      this.show(this.at + piece.length);
    }
    return piece;
  }

  /** Shows something else. */
  public replace(length: number, text: string): void {
    this.shown += text;
    this.at += length;
  }
}
