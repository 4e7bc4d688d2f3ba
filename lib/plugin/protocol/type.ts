/**
 * A type constraint of Terraform, in the very shape in which the protocol writes it as JSON.
 *
 * Source: Terraform, docs/plugin-protocol; cty, JSON serialization of types.
 */
export type Type =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set", Type]
  | readonly ["map", Type]
  | readonly ["tuple", readonly Type[]]
  | readonly ["object", Readonly<Record<string, Type>>, (readonly string[])?];

/** A type as the messages carry it. */
export function encodeType(type: Type): Uint8Array {
  return Buffer.from(JSON.stringify(type));
}

/** Takes a type that came with a dynamic value. */
export function decodeType(bytes: unknown): Type {
  if (!(bytes instanceof Uint8Array)) {
    throw new Error("a dynamic value must come with its type");
  }
  return requireType(JSON.parse(Buffer.from(bytes).toString("utf8")));
}

const PRIMITIVES: readonly unknown[] = ["string", "number", "bool", "dynamic"];

function requireType(json: unknown): Type {
  if (PRIMITIVES.includes(json)) {
    return json as Type;
  }
  if (Array.isArray(json)) {
    const [kind, of] = json as readonly unknown[];
    if (kind === "list" || kind === "set") {
      return [kind, requireType(of)];
    }
    if (kind === "map") {
      return [kind, requireType(of)];
    }
    if (kind === "tuple" && Array.isArray(of)) {
      return [kind, of.map(requireType)];
    }
    if (kind === "object" && typeof of === "object" && of !== null) {
      const attributes = Object.entries(of).map(([name, type]) => [name, requireType(type)]);
      return [kind, Object.fromEntries(attributes) as Record<string, Type>];
    }
  }
  throw new Error("a type must be one of Terraform's");
}
