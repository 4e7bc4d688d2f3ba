import { type Diagnostic, encodeDiagnostics } from "./diagnostic";
import type { Attributes } from "./resource";

/** What an operation on a resource or a data source ends in. Terraform shows it; it must not hold a secret. */
export class OperationError extends Error {
  /**
   * @param partialState what is there in spite of the failure. A create must give it as soon as the thing
   *   exists: Terraform keeps it as tainted, and would know nothing of it otherwise
   */
  public constructor(
    summary: string,
    public readonly partialState?: Attributes,
  ) {
    super(summary);
    this.name = "OperationError";
  }
}

/**
 * Answers in any case: what is thrown becomes a diagnostic. Terraform would call anything else a fault of the
 * provider, and show it with all that its text holds.
 */
export async function diagnosed(answer: () => object | Promise<object>): Promise<object> {
  try {
    return await answer();
  } catch (error) {
    return { diagnostics: encodeDiagnostics([diagnosticOf(error)]) };
  }
}

/** Of an unexpected error the class alone: its message may hold anything. */
export function diagnosticOf(error: unknown): Diagnostic {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return {
    severity: "error",
    summary:
      error instanceof OperationError
        ? error.message
        : `the provider failed unexpectedly (${kind})`,
  };
}
