import { type Attributes, OperationError } from "../../../lib/plugin/protocol";
import { ApiError } from "./api-error";

/** Says of an answer that is an error what the provider was doing. */
export async function attempt<T>(doing: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ApiError ? new OperationError(`${doing}: ${error.message}`) : error;
  }
}

/**
 * Works on a thing that exists: a failure names it, and leaves what is given in Terraform's state. The
 * provider's SDK does that even where a change has failed: its state has the change then, until the next
 * refresh.
 */
export async function about<T>(state: Attributes, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OperationError && error.partialState !== undefined) {
      throw new OperationError(error.message, state);
    }
    const { id, name } = state;
    const lines = [
      error instanceof Error ? error.message : String(error),
      ...(typeof id === "string" ? [`Resource ID: ${id}`] : []),
      ...(typeof name === "string" ? [`Resource Name: ${name}`] : []),
    ];
    throw new OperationError(lines.join("\n"), state);
  }
}
