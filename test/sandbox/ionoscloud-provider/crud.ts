import { type Attributes, OperationError } from "../../../lib/plugin/protocol";
import { ApiError } from "./api-error";
import { type Answer, type Client, RequestFailed } from "./client";
import { about } from "./failure";

/** Null where there is no such user or group. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError && error.isNotFound) {
      return null;
    }
    throw error;
  }
}

/** Waits until a user or a group is made. Of a request that failed nothing came: there is nothing to keep. */
export async function finishCreate(
  client: Client,
  accepted: Answer,
  made: Attributes,
): Promise<void> {
  try {
    await client.finish(accepted);
  } catch (error) {
    if (error instanceof RequestFailed) {
      throw new OperationError(error.message);
    }
    await about(made, () => Promise.reject(error as Error));
  }
}
