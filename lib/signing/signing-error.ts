const MARK = Symbol.for("cdktf-ionos-object-storage/SigningError");

/**
 * A request that cannot be signed: its message names the field, what is required and what came, and never
 * holds a secret. Thrown before anything is signed; nothing is half done.
 */
export class SigningError extends Error {
  /** Tells a `SigningError` even when two copies of this package are installed. */
  public static isSigningError(x: unknown): x is SigningError {
    return typeof x === "object" && x !== null && MARK in x;
  }

  public override readonly name = "SigningError";

  /** The field at fault, spelled as in `PresignRequest`, or as the prop or variable that it came from. */
  public readonly field: string;

  /**
   * @param field the field at fault, spelled as in `PresignRequest`
   * @param problem what is required and what came
   */
  public constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
    Object.defineProperty(this, MARK, { value: true });
  }

  /** What is required and what came: the message without the field. */
  public get problem(): string {
    return this.message.slice(`${this.field}: `.length);
  }
}
