import { OperationError } from "./operation-error";
import { type Block, emptyValueOf } from "./schema";

/**
 * A stored state as the schema of today has it: what it does not know is dropped, what the state does not know
 * is null.
 *
 * The answer is JSON, as the state is. Where nothing changes, it is the very bytes: parsed and written again,
 * a large number would be another one.
 */
export function upgrade(block: Block, json: Uint8Array | undefined): { readonly json: Uint8Array } {
  if (json === undefined || json.length === 0) {
    throw new OperationError("the state must be of Terraform 0.12 or later");
  }
  const stored = JSON.parse(Buffer.from(json).toString("utf8")) as Record<string, unknown>;
  const empty = emptyValueOf(block);
  const names = Object.keys(empty);
  if (
    Object.keys(stored).length === names.length &&
    names.every((name) => Object.hasOwn(stored, name))
  ) {
    return { json };
  }
  const upgraded = names.map((name) => [
    name,
    Object.hasOwn(stored, name) ? stored[name] : empty[name],
  ]);
  return { json: Buffer.from(JSON.stringify(Object.fromEntries(upgraded))) };
}
