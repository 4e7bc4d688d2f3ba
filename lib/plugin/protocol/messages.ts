import {
  type AnyNestedObject,
  type IField,
  type IMapField,
  Root,
  type Type,
} from "protobufjs/light";

/** A message: each field as a .proto file has it, such as `diagnostics: "repeated Diagnostic = 4"`. */
type Message = Readonly<Record<string, string>>;

/**
 * The messages that a provider of functions needs, with the fields that it uses: protocol buffers pass over
 * fields that a description leaves out. Messages have no name on the wire, so those here are ours.
 *
 * Source: Terraform, docs/plugin-protocol/tfplugin6 (6.5 and later); hashicorp/go-plugin, its `internal/plugin`.
 */
const MESSAGES: Readonly<Record<string, Message>> = {
  Empty: {},
  StdioData: { channel: "uint32 = 1", data: "bytes = 2" },

  DynamicValue: { msgpack: "bytes = 1", json: "bytes = 2" },
  Diagnostic: { severity: "uint32 = 1", summary: "string = 2", detail: "string = 3" },
  Schema: { version: "int64 = 1", block: "Block = 2" },
  Block: { version: "int64 = 1" },
  ServerCapabilities: { getProviderSchemaOptional: "bool = 2" },

  Parameter: { name: "string = 1", type: "bytes = 2", description: "string = 5" },
  Return: { type: "bytes = 1" },
  Function: {
    parameters: "repeated Parameter = 1",
    return: "Return = 3",
    summary: "string = 4",
    description: "string = 5",
  },
  // The first argument is 0, and none is none: hence optional.
  FunctionError: { text: "string = 1", functionArgument: "optional int64 = 2" },

  SchemaResponse: {
    provider: "Schema = 1",
    diagnostics: "repeated Diagnostic = 4",
    serverCapabilities: "ServerCapabilities = 6",
    functions: "map Function = 7",
  },
  FunctionsResponse: { functions: "map Function = 1", diagnostics: "repeated Diagnostic = 2" },
  ValidateConfigResponse: { diagnostics: "repeated Diagnostic = 2" },
  ConfigureResponse: { diagnostics: "repeated Diagnostic = 1" },
  StopResponse: { Error: "string = 1" },
  CallRequest: { name: "string = 1", arguments: "repeated DynamicValue = 2" },
  CallResponse: { result: "DynamicValue = 1", error: "FunctionError = 2" },
};

const root = Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([name, message]) => [name, description(message)]),
  ),
});

/** How a message stands in bytes. */
export function messageType(name: string): Type {
  return root.lookupType(name);
}

function description(message: Message): AnyNestedObject {
  const fields: Record<string, IField | IMapField> = {};
  const oneofs: Record<string, { oneof: string[] }> = {};
  for (const [name, field] of Object.entries(message)) {
    const [, label, type = "", id] = /^(repeated |optional |map )?(\w+) = (\d+)$/.exec(field) ?? [];
    fields[name] = {
      type,
      id: Number(id),
      ...(label === "repeated " && { rule: "repeated" }),
      ...(label === "map " && { keyType: "string" }),
      ...(label === "optional " && { options: { proto3_optional: true } }),
    };
    if (label === "optional ") {
      oneofs[`_${name}`] = { oneof: [name] };
    }
  }
  return { fields, oneofs };
}
