import { SigningError } from "../../signing";
import { ArgumentError } from "../protocol";

/** Says what the signer says, of the first argument, with fields spelled as in Terraform. */
export function explain<T>(sign: () => T): T {
  try {
    return sign();
  } catch (error) {
    throw SigningError.isSigningError(error)
      ? new ArgumentError(0, `${snakeCase(error.field)}: ${error.problem}`)
      : error;
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
