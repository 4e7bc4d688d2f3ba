import { isBareValue } from "./bare-value";
import { decode } from "./decode";
import { Finder } from "./finder";
import { isHarmless, isMemorable, mark } from "./mark";
import { ObjectContext } from "./object-context";
import * as patterns from "./patterns";
import { SeenSecrets } from "./seen-secrets";
import { Tape } from "./tape";
import { ValueReader } from "./value-reader";

/** Says whether it went on, or must see more to decide. */
type Step = () => "on" | "wait";

/**
 * Replaces the secrets of a stream by marks. What it returns for the parts of a stream, joined, does not depend on how
 * the stream was cut.
 *
 * A machine of few steps over the bytes: text; after a name, what parts it from its value; the value. Each takes what it
 * is sure of, so that no more is held back than what could be the beginning of a name or a secret (some hundred
 * bytes), and while a value lasts, the first 16 KiB of it.
 *
 * All text is binary: one character, up to U+00FF, for each byte.
 */
export class Redactor {
  private readonly tape = new Tape();
  private step: Step = () => this.scan();
  private object: ObjectContext | undefined;
  private readonly seen = new SeenSecrets();
  private readonly finder = new Finder(this.seen);

  /** Takes a part of the stream; returns what is safe to show now. */
  public push(part: string): string {
    this.tape.push(part);
    this.seen.textChanged();
    return this.run();
  }

  /** Ends the stream; returns what was held back. */
  public end(): string {
    this.tape.hasEnded = true;
    return this.run();
  }

  private run(): string {
    const { tape } = this;
    while ((tape.at < tape.text.length || tape.hasEnded) && this.step() === "on") {
      // The step has moved on.
    }
    return tape.pull();
  }

  /** Shows text up to the next name, secret key or secret that was seen before. */
  private scan(): ReturnType<Step> {
    const { tape, object } = this;
    const found = this.finder.find(tape, object !== undefined);
    if (found.kind !== "nothing" && object?.isOver(tape.offsetOf(found.index))) {
      this.object = undefined;
      return "on";
    }
    tape.show(found.index);
    switch (found.kind) {
      case "nothing":
        return "wait";
      case "secret":
        tape.replace(found.occurrence.text.length, mark(found.occurrence.secret));
        this.seen.add(found.occurrence.secret);
        return "on";
      case "piece":
        this.take(found.match);
        return "on";
    }
  }

  private take([piece, name, quote, shape, jsonQuote, holder]: RegExpExecArray): void {
    if (name !== undefined) {
      this.tape.show(this.tape.at + piece.length);
      this.readSeparator(patterns.kindOf(name));
    } else if (quote !== undefined && shape !== undefined) {
      this.object?.quote(quote);
      this.tape.show(this.tape.at + quote.length);
      if (patterns.isSecretKey(shape)) {
        this.seen.add(shape);
        this.tape.replace(shape.length, mark(shape));
      }
    } else {
      this.tape.show(this.tape.at + piece.length);
      this.follow(piece, jsonQuote, holder);
    }
  }

  /** Follows the object in the place of a secret. */
  private follow(piece: string, quote: string | undefined, holder: string | undefined): void {
    const { object } = this;
    if (quote === undefined) {
      object?.brace(piece);
      if (object?.isClosed) {
        this.object = undefined;
      }
    } else if (object?.quote(quote) && holder !== undefined) {
      object.quote(quote);
      this.readAfterName("secret", quote);
    }
  }

  /** Shows the quote that ends a name, if there is one. */
  private readSeparator(kind: patterns.Kind): void {
    this.step = this.decided(() => {
      const quote = this.tape.skip(patterns.QUOTE);
      if (quote !== undefined) {
        this.object?.quote(quote);
      }
      this.readAfterName(kind, quote);
    });
  }

  /**
   * Shows what parts a name from its value: blanks, `=` or `:`, and the like. What follows the name may be anything
   * else, and then there is no value.
   */
  private readAfterName(kind: patterns.Kind, nameQuote: string | undefined): void {
    this.step = this.decided(() => {
      if (this.tape.skip(patterns.GAP) === undefined) {
        const separator = this.tape.skip(patterns.SEPARATOR);
        if (separator === undefined) {
          this.readText();
        } else {
          this.readOpening(kind, nameQuote, patterns.isEncoded(separator));
        }
      }
    });
  }

  /** Shows what opens a value: blanks, `[`, `"`; or finds that there is none. */
  private readOpening(kind: patterns.Kind, nameQuote?: string, isEncoded = false): void {
    let isNextLine = false;
    let isList = false;
    this.step = this.decided(() => {
      if (this.tape.skip(patterns.GAP) !== undefined) {
        return;
      }
      if (nameQuote !== undefined && this.tape.skip(patterns.LINE_BREAK) !== undefined) {
        isNextLine = true;
        return;
      }
      if (!isList && this.tape.skip(patterns.BRACKET) !== undefined) {
        isList = true;
        return;
      }
      const quote = this.tape.skip(patterns.QUOTE);
      if (quote !== undefined) {
        this.readQuoted(kind, quote);
      } else if (kind === "secret" && this.tape.skip(patterns.NULL) !== undefined) {
        this.readArrow(kind);
      } else if (kind === "secret" && nameQuote?.endsWith('"') && this.object === undefined) {
        this.openObject(nameQuote);
      } else if (isNextLine) {
        this.readText();
      } else {
        this.readBare(kind, isEncoded);
      }
    });
  }

  private openObject(nameQuote: string): void {
    if (this.tape.skip(patterns.BRACE) !== undefined) {
      this.object = new ObjectContext(this.tape.offsetOf(this.tape.at), nameQuote);
    }
    this.readText();
  }

  private readQuoted(kind: patterns.Kind, quote: string): void {
    if (patterns.isHex(kind)) {
      this.object?.quote(quote);
      this.readBare(kind, false);
      return;
    }
    this.readValue(kind, ValueReader.quoted(quote), () => this.readArrow(kind));
  }

  private readBare(kind: patterns.Kind, isEncoded: boolean): void {
    this.step = () => {
      const isValue = isBareValue(kind, this.tape.text, this.tape.at, this.tape.hasEnded);
      if (isValue === undefined) {
        return "wait";
      }
      if (isValue) {
        this.readValue(kind, ValueReader.bare(kind, isEncoded), () => this.readText());
      } else {
        this.readText();
      }
      return "on";
    };
  }

  private readValue(kind: patterns.Kind, reader: ValueReader, next: () => void): void {
    this.step = () => {
      this.tape.at = reader.read(this.tape.text, this.tape.at, this.tape.hasEnded);
      if (reader.ending === undefined) {
        return "wait";
      }
      this.hide(kind, reader);
      this.tape.replace(0, reader.ending.closing);
      next();
      return "on";
    };
  }

  /** The plan of a change has a second value: `"…" -> "…"`. */
  private readArrow(kind: patterns.Kind): void {
    this.step = this.decided(() => {
      if (this.tape.skip(patterns.GAP) === undefined) {
        if (this.tape.skip(patterns.ARROW) === undefined) {
          this.readText();
        } else {
          this.readOpening(kind);
        }
      }
    });
  }

  private readText(): void {
    this.step = () => this.scan();
  }

  /** A step whose pieces are all short: it waits until so much has come that they cannot be longer. */
  private decided(step: () => void): Step {
    return () => {
      if (!this.tape.isDecided) {
        return "wait";
      }
      step();
      return "on";
    };
  }

  /** Shows the mark of a value that was taken. */
  private hide(kind: patterns.Kind, { value, isWhole }: ValueReader): void {
    if (isWhole && isHarmless(value)) {
      this.tape.replace(0, value);
      return;
    }
    const secret = patterns.isHex(kind) ? decode(value).toLowerCase() : decode(value);
    if (kind === "secret" && isWhole && isMemorable(secret)) {
      this.seen.add(secret);
    }
    this.tape.replace(0, mark(secret));
  }
}
