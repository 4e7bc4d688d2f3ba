import { mark } from "./mark";

/** How many are looked for. Five keys for each of twelve users: more is no log of one stack. */
const SEEN_AT_MOST = 64;

interface SeenSecret {
  /** How the secret may be spelled: as it is, and as part of a URL. */
  readonly spellings: readonly Spelling[];
  readonly mark: string;
}

interface Spelling {
  readonly text: string;

  /** Where it is next in the current text: -1 for nowhere. */
  at: number;
}

/** Where a secret stands. */
export interface Occurrence {
  readonly index: number;
  readonly text: string;
  readonly secret: string;
}

/**
 * The secrets that a stream has named so far, to be found wherever else it shows them. A bounded number: the one that
 * was not seen for the longest time is forgotten first.
 */
export class SeenSecrets {
  private readonly secrets = new Map<string, SeenSecret>();

  /** Remembers a secret that stands right here. */
  public add(secret: string): void {
    const seen = this.secrets.get(secret) ?? {
      mark: mark(secret),
      spellings: [...new Set([secret, encodeURIComponent(secret)])].map((text) => ({
        text,
        at: STALE,
      })),
    };
    this.secrets.delete(secret);
    this.secrets.set(secret, seen);
    const [oldest] = this.secrets.keys();
    if (this.secrets.size > SEEN_AT_MOST && oldest !== undefined) {
      this.secrets.delete(oldest);
    }
  }

  /** Tells that the text is another one now. */
  public textChanged(): void {
    for (const spelling of this.spellings()) {
      spelling.at = STALE;
    }
  }

  /** The first occurrence that begins at `from` or later; of two that begin there, the longer. */
  public find(text: string, from: number): Occurrence | undefined {
    let found: Occurrence | undefined;
    for (const [secret, { spellings }] of this.secrets) {
      for (const spelling of spellings) {
        if (spelling.at !== NOWHERE && spelling.at < from) {
          spelling.at = text.indexOf(spelling.text, from);
        }
        const { at: index } = spelling;
        if (
          index !== NOWHERE &&
          (found === undefined ||
            index < found.index ||
            (index === found.index && spelling.text.length > found.text.length))
        ) {
          found = { index, text: spelling.text, secret };
        }
      }
    }
    return found;
  }

  /** Where the earliest beginning of a secret stands that the end of the text cuts. */
  public findCut(text: string, from: number): number {
    let earliest = text.length;
    for (const spelling of this.spellings()) {
      const first = spelling.text.charAt(0);
      let at = text.indexOf(first, Math.max(from, text.length - spelling.text.length + 1));
      while (at !== -1 && at < earliest && !spelling.text.startsWith(text.slice(at))) {
        at = text.indexOf(first, at + 1);
      }
      earliest = at === -1 ? earliest : Math.min(earliest, at);
    }
    return earliest;
  }

  private *spellings(): Iterable<Spelling> {
    for (const { spellings } of this.secrets.values()) {
      yield* spellings;
    }
  }
}

const NOWHERE = -1;

/** Before every place, so that it is looked for. */
const STALE = -2;
