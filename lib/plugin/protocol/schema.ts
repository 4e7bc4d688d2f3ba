import { encodeType, type Type } from "./type";
import type { Value } from "./value";

/**
 * A schema, in the very shape in which `terraform providers schema -json` prints it: what a provider has been
 * seen to say can be said again.
 */
export interface Schema {
  readonly version: number;
  readonly block: Block;
}

/** What a block holds: attributes, and blocks in it. */
export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
  readonly description?: string;
  readonly description_kind?: "plain" | "markdown";
  readonly deprecated?: boolean;
}

/** One attribute: of a type, or of attributes of its own. */
export interface Attribute {
  readonly type?: Type;
  readonly nested_type?: NestedAttributes;
  readonly description?: string;
  readonly description_kind?: "plain" | "markdown";
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

interface NestedAttributes {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly nesting_mode: Exclude<Nesting, "group">;
}

interface NestedBlock {
  readonly nesting_mode: Nesting;
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
}

type Nesting = keyof typeof BLOCK_NESTING;

/** The numbers of both enums in the protocol; they agree but for the one that attributes do not have. */
const BLOCK_NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;
const DESCRIPTION_KIND = { plain: 0, markdown: 1 } as const;

/** A schema without attributes or blocks. */
export const EMPTY_SCHEMA: Schema = { version: 0, block: {} };

/** A schema as the messages carry it. */
export function encodeSchema({ version, block }: Schema): object {
  return { version, block: encodeBlock(block) };
}

/** The type of all values that a block can hold. */
export function typeOf(block: Block): Type {
  const attributes = mapEntries(block.attributes, typeOfAttribute);
  const blocks = mapEntries(block.block_types, ({ nesting_mode, block: inner }) =>
    nest(nesting_mode, typeOf(inner)),
  );
  return ["object", { ...attributes, ...blocks }];
}

/** What a block holds where nothing is known of it: no attribute, and no blocks. */
export function emptyValueOf(block: Block): Readonly<Record<string, Value>> {
  return {
    ...mapEntries(block.attributes, () => null),
    ...mapEntries(block.block_types, ({ nesting_mode, block: inner }): Value => {
      switch (nesting_mode) {
        case "single":
          return null;
        case "group":
          return emptyValueOf(inner);
        case "map":
          return {};
        default:
          return [];
      }
    }),
  };
}

function typeOfAttribute({ type, nested_type }: Attribute): Type {
  if (nested_type !== undefined) {
    const { attributes, nesting_mode } = nested_type;
    return nest(nesting_mode, ["object", mapEntries(attributes, typeOfAttribute)]);
  }
  if (type === undefined) {
    throw new Error("an attribute must have a type");
  }
  return type;
}

function nest(nesting: Nesting, type: Type): Type {
  switch (nesting) {
    case "list":
    case "set":
      return [nesting, type];
    case "map":
      return [nesting, type];
    default:
      return type;
  }
}

function encodeBlock(block: Block): object {
  const { attributes = {}, block_types = {}, description_kind = "plain" } = block;
  return {
    attributes: Object.entries(attributes).map(encodeAttribute),
    blockTypes: Object.entries(block_types).map(([typeName, nested]) => ({
      typeName,
      block: encodeBlock(nested.block),
      nesting: BLOCK_NESTING[nested.nesting_mode],
      minItems: nested.min_items,
      maxItems: nested.max_items,
    })),
    description: block.description,
    descriptionKind: DESCRIPTION_KIND[description_kind],
    deprecated: block.deprecated,
  };
}

function encodeAttribute([name, attribute]: readonly [string, Attribute]): object {
  const { type, nested_type, description_kind = "plain", write_only, ...rest } = attribute;
  return {
    ...rest,
    name,
    ...(type !== undefined && { type: encodeType(type) }),
    ...(nested_type !== undefined && {
      nestedType: {
        attributes: Object.entries(nested_type.attributes).map(encodeAttribute),
        nesting: BLOCK_NESTING[nested_type.nesting_mode],
      },
    }),
    descriptionKind: DESCRIPTION_KIND[description_kind],
    writeOnly: write_only,
  };
}

function mapEntries<In, Out>(
  record: Readonly<Record<string, In>> = {},
  convert: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, convert(value)]));
}
