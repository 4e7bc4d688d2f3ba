/** From the provider's code; IONOS answers so, with 422, to a key that is not there. */
const NO_KEY = "The access key cannot be found, please double-check the key id and try again.";

/** An answer of 300 or more. Its text is that of the provider's SDK: the status, and the body as it came. */
export class ApiError extends Error {
  public constructor(
    private readonly status: number,
    statusText: string,
    private readonly body: string,
  ) {
    super(`${status} ${statusText} ${body}`);
    this.name = "ApiError";
  }

  /** Whether what was asked for does not exist. */
  public get isNotFound(): boolean {
    return this.status === 404;
  }

  /** The same for a key. */
  public get isKeyNotFound(): boolean {
    return this.isNotFound || (this.status === 422 && this.body.includes(NO_KEY));
  }
}
