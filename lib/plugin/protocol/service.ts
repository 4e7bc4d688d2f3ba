import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type CallRequest, callFunction, describeFunctions } from "./functions";
import { messageType } from "./messages";
import type { Provider } from "./provider";

/** A service and what carries it out, as a gRPC server takes them. */
export interface Service {
  readonly definition: Readonly<Record<string, MethodDefinition<object, object>>>;
  readonly implementation: UntypedServiceImplementation;
}

/** One remote procedure: the messages that it takes and gives, by name, and what it does. */
interface Procedure {
  readonly takes: string;
  readonly gives: string;
  readonly streams?: true;
  readonly handle: handleUnaryCall<object, object> | handleServerStreamingCall<object, object>;
}

/** The service that Terraform's core works with. */
export function providerService(provider: Provider): Service {
  const functions = describeFunctions(provider.functions);
  return service("tfplugin6.Provider", {
    GetProviderSchema: answer("Empty", "SchemaResponse", () => ({
      // Terraform 1.11 crashes where either is left out.
      provider: { block: {} },
      // One process answers for all that a command starts.
      serverCapabilities: { getProviderSchemaOptional: true },
      functions,
    })),
    // Terraform takes the functions from the schema; OpenTofu may ask here.
    GetFunctions: answer("Empty", "FunctionsResponse", () => ({ functions })),
    // An empty `provider` block in the configuration leads to these two.
    ValidateProviderConfig: answer("Empty", "ValidateConfigResponse", () => ({})),
    ConfigureProvider: answer("Empty", "ConfigureResponse", () => ({})),
    CallFunction: answer("CallRequest", "CallResponse", (request) =>
      callFunction(provider.functions, request as CallRequest),
    ),
    StopProvider: answer("Empty", "StopResponse", () => ({})),
  });
}

/** By which Terraform says that it is done with the process. */
export function controllerService(shutdown: () => void): Service {
  return service("plugin.GRPCController", {
    Shutdown: answer("Empty", "Empty", () => {
      setTimeout(shutdown, AFTER_THE_ANSWER_MS);
      return {};
    }),
  });
}

/** Terraform closes the connection once it has the answer, which ends the process too; this is for who does not. */
const AFTER_THE_ANSWER_MS = 100;

/**
 * A stream on which nothing is ever sent. It stays open as long as Terraform lives, however it ends: what
 * closes it is the surest sign that nobody needs the process any more.
 */
export function stdioService(gone: () => void): Service {
  return service("plugin.GRPCStdio", {
    StreamStdio: {
      takes: "Empty",
      gives: "StdioData",
      streams: true,
      handle: ((call) => {
        call.on("cancelled", gone);
      }) satisfies handleServerStreamingCall<object, object>,
    },
  });
}

function service(name: string, procedures: Readonly<Record<string, Procedure>>): Service {
  const entries = Object.entries(procedures);
  return {
    definition: Object.fromEntries(
      entries.map(([procedure, { takes, gives, streams = false }]) => {
        const [request, response] = [codec(takes), codec(gives)];
        return [
          procedure,
          {
            path: `/${name}/${procedure}`,
            requestStream: false,
            responseStream: streams,
            requestSerialize: request.serialize,
            requestDeserialize: request.deserialize,
            responseSerialize: response.serialize,
            responseDeserialize: response.deserialize,
          },
        ];
      }),
    ),
    implementation: Object.fromEntries(
      entries.map(([procedure, { handle }]) => [procedure, handle]),
    ),
  };
}

/** A procedure that answers at once. What a handler throws is a fault of ours: it is named, its text is not. */
function answer(takes: string, gives: string, handler: (request: object) => object): Procedure {
  const handle: handleUnaryCall<object, object> = ({ request }, callback) => {
    let response: object;
    try {
      response = handler(request);
    } catch {
      callback({ code: status.INTERNAL, details: "the provider failed unexpectedly" });
      return;
    }
    callback(null, response);
  };
  return { takes, gives, handle };
}

function codec(name: string): {
  serialize: (message: object) => Buffer;
  deserialize: (bytes: Buffer) => object;
} {
  const type = messageType(name);
  return {
    serialize: (message) => Buffer.from(type.encode(message).finish()),
    deserialize: (bytes) =>
      type.toObject(type.decode(bytes), { longs: Number, arrays: true, defaults: true }),
  };
}
