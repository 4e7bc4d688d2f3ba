import { ArgumentError, type ProviderFunction } from "./provider";
import { encodeType } from "./type";
import { decodeValue, encodeValue, type Value } from "./value";
import type { DynamicValue } from "./wire";

type Functions = Readonly<Record<string, ProviderFunction>>;

/** What Terraform asks for. */
export interface CallRequest {
  readonly name: string;
  readonly arguments: readonly DynamicValue[];
}

/** Either a result, or what is wrong and with which argument. */
export interface CallResponse {
  readonly result?: DynamicValue;
  readonly error?: { readonly text: string; readonly functionArgument?: number };
}

/** Functions as `GetProviderSchema` and `GetFunctions` announce them. */
export function describeFunctions(functions: Functions): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, { summary, description, parameters, returns }]) => [
      name,
      {
        summary,
        description,
        parameters: parameters.map((parameter) => ({
          ...parameter,
          type: encodeType(parameter.type),
        })),
        return: { type: encodeType(returns) },
      },
    ]),
  );
}

/**
 * Answers a call. Whatever comes, there is an answer: a thrown error would reach the user as an internal one,
 * and its text could hold an argument.
 */
export function callFunction(functions: Functions, request: CallRequest): CallResponse {
  const { name, arguments: values } = request;
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (called === undefined) {
    return { error: { text: "must be a function of this provider, got another name" } };
  }
  const { parameters, returns } = called;
  if (values.length !== parameters.length) {
    return { error: { text: `must have ${parameters.length} arguments, got ${values.length}` } };
  }
  try {
    const decoded = parameters.map(({ name: parameter, type }, i) =>
      decodeArgument(parameter, i, () => decodeValue(values[i]?.msgpack, type)),
    );
    return { result: { msgpack: encodeValue(called.call(decoded), returns) } };
  } catch (error) {
    return {
      error:
        error instanceof ArgumentError
          ? { text: error.message, functionArgument: error.index }
          : { text: `failed unexpectedly (${kindOf(error)})` },
    };
  }
}

function decodeArgument(name: string, index: number, decode: () => Value): Value {
  try {
    return decode();
  } catch {
    throw new ArgumentError(index, `${name}: must be a value of its type, got malformed bytes`);
  }
}

/** The class alone: the message of an unexpected error may hold anything. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}
