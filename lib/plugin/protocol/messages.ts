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
 * The messages that a provider needs, with the fields that are used here: protocol buffers pass over fields
 * that a description leaves out. Messages have no name on the wire, so those here are ours.
 *
 * Source: Terraform, docs/plugin-protocol/tfplugin6 (6.5 and later); hashicorp/go-plugin, its `internal/plugin`.
 */
const MESSAGES: Readonly<Record<string, Message>> = {
  Empty: {},
  StdioData: { channel: "uint32 = 1", data: "bytes = 2" },

  DynamicValue: { msgpack: "bytes = 1", json: "bytes = 2" },
  Diagnostic: {
    severity: "uint32 = 1",
    summary: "string = 2",
    detail: "string = 3",
    attribute: "AttributePath = 4",
  },
  AttributePath: { steps: "repeated Step = 1" },
  // One of the three, and the first element is 0: hence optional.
  Step: {
    attributeName: "optional string = 1",
    elementKeyString: "optional string = 2",
    elementKeyInt: "optional int64 = 3",
  },

  Schema: { version: "int64 = 1", block: "Block = 2" },
  Block: {
    version: "int64 = 1",
    attributes: "repeated Attribute = 2",
    blockTypes: "repeated NestedBlock = 3",
    description: "string = 4",
    descriptionKind: "uint32 = 5",
    deprecated: "bool = 6",
  },
  Attribute: {
    name: "string = 1",
    type: "bytes = 2",
    description: "string = 3",
    required: "bool = 4",
    optional: "bool = 5",
    computed: "bool = 6",
    sensitive: "bool = 7",
    descriptionKind: "uint32 = 8",
    deprecated: "bool = 9",
    nestedType: "NestedAttributes = 10",
    writeOnly: "bool = 11",
  },
  NestedAttributes: { attributes: "repeated Attribute = 1", nesting: "uint32 = 3" },
  NestedBlock: {
    typeName: "string = 1",
    block: "Block = 2",
    nesting: "uint32 = 3",
    minItems: "int64 = 4",
    maxItems: "int64 = 5",
  },
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
    resourceSchemas: "map Schema = 2",
    dataSourceSchemas: "map Schema = 3",
    diagnostics: "repeated Diagnostic = 4",
    serverCapabilities: "ServerCapabilities = 6",
    functions: "map Function = 7",
  },
  FunctionsResponse: { functions: "map Function = 1", diagnostics: "repeated Diagnostic = 2" },
  ValidateProviderRequest: { config: "DynamicValue = 1" },
  ValidateConfigResponse: { diagnostics: "repeated Diagnostic = 2" },
  ConfigureRequest: { config: "DynamicValue = 2" },
  // The same answers where a resource or a data source is validated.
  ConfigureResponse: { diagnostics: "repeated Diagnostic = 1" },

  ConfigRequest: { typeName: "string = 1", config: "DynamicValue = 2" },
  RawState: { json: "bytes = 1" },
  UpgradeRequest: { typeName: "string = 1", version: "int64 = 2", rawState: "RawState = 3" },
  UpgradeResponse: { upgradedState: "DynamicValue = 1", diagnostics: "repeated Diagnostic = 2" },
  ReadRequest: { typeName: "string = 1", currentState: "DynamicValue = 2" },
  ReadResponse: { newState: "DynamicValue = 1", diagnostics: "repeated Diagnostic = 2" },
  PlanRequest: {
    typeName: "string = 1",
    priorState: "DynamicValue = 2",
    proposedNewState: "DynamicValue = 3",
    config: "DynamicValue = 4",
  },
  PlanResponse: {
    plannedState: "DynamicValue = 1",
    requiresReplace: "repeated AttributePath = 2",
    diagnostics: "repeated Diagnostic = 4",
  },
  ApplyRequest: {
    typeName: "string = 1",
    priorState: "DynamicValue = 2",
    plannedState: "DynamicValue = 3",
    config: "DynamicValue = 4",
  },
  ApplyResponse: { newState: "DynamicValue = 1", diagnostics: "repeated Diagnostic = 3" },
  ImportRequest: { typeName: "string = 1", id: "string = 2" },
  ImportedResource: { typeName: "string = 1", state: "DynamicValue = 2" },
  ImportResponse: {
    importedResources: "repeated ImportedResource = 1",
    diagnostics: "repeated Diagnostic = 2",
  },
  DataResponse: { state: "DynamicValue = 1", diagnostics: "repeated Diagnostic = 2" },

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
