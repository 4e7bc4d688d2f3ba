/** The text of a token, or the digits of a number token that was put into a text. */
const TEXT_TOKEN = /[$#&]\{TfToken\[|-8\.\d+e\+298/;

/** The doubles in which cdktf hides the number of a token: bit patterns that begin with `FDFF`. */
const NUMBER_TOKEN_BELOW = -1.9375 * 2 ** 992;
const NUMBER_TOKEN_ABOVE = -(2 ** 993);

/**
 * Tells a cdktf token, a placeholder for what only Terraform will know, by its shape.
 *
 * String code destroys a token without a trace (it would be percent-encoded and signed), so this is asked
 * before anything else. The shapes are those of `cdktf/lib/tokens/private/encoding.ts`.
 */
export function isToken(value: unknown): boolean {
  switch (typeof value) {
    case "string":
      return TEXT_TOKEN.test(value);
    case "number":
      return value <= NUMBER_TOKEN_BELOW && value > NUMBER_TOKEN_ABOVE;
    case "object":
      return value !== null && "resolve" in value && typeof value.resolve === "function";
    default:
      return false;
  }
}
