import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type MethodDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { Clients } from "./clients";
import { DataSourceHandlers } from "./data-source-handlers";
import { type CallRequest, callFunction, describeFunctions } from "./functions";
import { messageType } from "./messages";
import type { Provider } from "./provider";
import type { DataSource, Resource } from "./resource";
import { ResourceHandlers } from "./resource-handlers";
import { EMPTY_SCHEMA, encodeSchema, type Schema } from "./schema";

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
export function providerService<Client>(provider: Provider<Client>): Service {
  const { functions = {}, configuration, resources = {}, dataSources = {} } = provider;
  const described = describeFunctions(functions);
  const clients = new Clients(configuration);
  return service("tfplugin6.Provider", {
    GetProviderSchema: answer("Empty", "SchemaResponse", () => ({
      // Terraform 1.11 crashes where it or its block is left out.
      provider: encodeSchema(configuration?.schema ?? EMPTY_SCHEMA),
      resourceSchemas: describeSchemas(resources),
      dataSourceSchemas: describeSchemas(dataSources),
      // One process answers for all that a command starts.
      serverCapabilities: { getProviderSchemaOptional: true },
      functions: described,
    })),
    // Terraform takes the functions from the schema; OpenTofu may ask here.
    GetFunctions: answer("Empty", "FunctionsResponse", () => ({ functions: described })),
    CallFunction: answer<CallRequest>("CallRequest", "CallResponse", (request) =>
      callFunction(functions, request),
    ),

    // An empty `provider` block in the configuration leads to these two.
    ValidateProviderConfig: answer(
      "ValidateProviderRequest",
      "ValidateConfigResponse",
      clients.validate.bind(clients),
    ),
    ConfigureProvider: answer(
      "ConfigureRequest",
      "ConfigureResponse",
      clients.configure.bind(clients),
    ),

    // What is not offered is not implemented.
    ...(provider.resources && resourceProcedures(provider.resources, clients)),
    ...(provider.dataSources && dataSourceProcedures(provider.dataSources, clients)),

    StopProvider: answer("Empty", "StopResponse", () => ({})),
  });
}

function resourceProcedures<Client>(
  resources: Readonly<Record<string, Resource<Client>>>,
  clients: Clients<Client>,
): Record<string, Procedure> {
  const resource = new ResourceHandlers(resources, clients);
  return {
    ValidateResourceConfig: answer(
      "ConfigRequest",
      "ConfigureResponse",
      resource.validate.bind(resource),
    ),
    UpgradeResourceState: answer(
      "UpgradeRequest",
      "UpgradeResponse",
      resource.upgrade.bind(resource),
    ),
    ReadResource: answer("ReadRequest", "ReadResponse", resource.read.bind(resource)),
    PlanResourceChange: answer("PlanRequest", "PlanResponse", resource.plan.bind(resource)),
    ApplyResourceChange: answer("ApplyRequest", "ApplyResponse", resource.apply.bind(resource)),
    ImportResourceState: answer("ImportRequest", "ImportResponse", resource.import.bind(resource)),
  };
}

function dataSourceProcedures<Client>(
  dataSources: Readonly<Record<string, DataSource<Client>>>,
  clients: Clients<Client>,
): Record<string, Procedure> {
  const data = new DataSourceHandlers(dataSources, clients);
  return {
    ValidateDataResourceConfig: answer(
      "ConfigRequest",
      "ConfigureResponse",
      data.validate.bind(data),
    ),
    ReadDataSource: answer("ConfigRequest", "DataResponse", data.read.bind(data)),
  };
}

function describeSchemas(
  kinds: Readonly<Record<string, { readonly schema: Schema }>>,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(kinds).map(([typeName, { schema }]) => [typeName, encodeSchema(schema)]),
  );
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

/**
 * A procedure with one request and one answer. What a handler throws is a fault of ours: it is named, its text
 * is not.
 */
function answer<Request extends object>(
  takes: string,
  gives: string,
  handler: (request: Request, peer: string) => object | Promise<object>,
): Procedure {
  const handle: handleUnaryCall<object, object> = (call, callback) => {
    void Promise.resolve()
      .then(() => handler(call.request as Request, call.getPeer()))
      .then(
        (response) => callback(null, response),
        () => callback({ code: status.INTERNAL, details: "the provider failed unexpectedly" }),
      );
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
