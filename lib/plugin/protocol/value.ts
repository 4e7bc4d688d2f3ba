import { decode, encode, ExtData, ExtensionCodec } from "@msgpack/msgpack";
import { requireHonestClaims } from "./claims";
import { decodeType, encodeType, type Type } from "./type";

/** A value that Terraform does not know yet. */
export class Unknown {
  public static readonly VALUE = new Unknown();

  private constructor() {}
}

/** A number that no double holds exactly, as its decimal digits. */
export class Decimal {
  public constructor(public readonly digits: string) {}
}

/** A value whose type is not the schema's but its own. */
export class Dynamic {
  public constructor(
    public readonly type: Type,
    public readonly value: Value,
  ) {}
}

/** A value of Terraform's type system. Sets and tuples are lists here; maps and objects are records. */
export type Value =
  | string
  | number
  | Decimal
  | boolean
  | null
  | Unknown
  | Dynamic
  | readonly Value[]
  | { readonly [name: string]: Value };

/** cty has two extension types for unknown values; what a refined one says of itself is not needed here. */
const UNKNOWN_EXTENSION = 0;
const REFINED_UNKNOWN_EXTENSION = 12;

/** A number as cty writes it where neither an integer nor a double holds it. */
const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

const extensionCodec = new ExtensionCodec();
for (const type of [UNKNOWN_EXTENSION, REFINED_UNKNOWN_EXTENSION]) {
  extensionCodec.register({ type, encode: () => null, decode: () => Unknown.VALUE });
}

/**
 * Reads a value from MessagePack, dynamic ones as if their types were the schema's.
 *
 * @param bytes as they came; none at all stand for null
 * @throws Error when they are no value of the type
 */
export function decodeValue(bytes: Uint8Array | undefined, type: Type): Value {
  return withoutTypes(decodeTypedValue(bytes, type));
}

/** The same, with dynamic values as `Dynamic`: so they can be written again. */
export function decodeTypedValue(bytes: Uint8Array | undefined, type: Type): Value {
  if (bytes === undefined || bytes.length === 0) {
    return null;
  }
  requireHonestClaims(bytes);
  return read(decode(bytes, { extensionCodec, useBigInt64: true }), type);
}

/**
 * Writes a value as MessagePack.
 *
 * @throws Error when it is no value of the type
 */
export function encodeValue(value: Value, type: Type): Uint8Array {
  return encode(write(value, type), { extensionCodec });
}

/** The same value with null in place of all that is unknown. */
export function withoutUnknowns<V extends Value>(value: V): V {
  return replace(value, (leaf) => {
    if (leaf instanceof Dynamic) {
      return new Dynamic(leaf.type, withoutUnknowns(leaf.value));
    }
    return leaf instanceof Unknown ? null : leaf;
  }) as V;
}

function withoutTypes(value: Value): Value {
  return replace(value, (leaf) => (leaf instanceof Dynamic ? withoutTypes(leaf.value) : leaf));
}

/** Replaces what is neither a list nor has names. */
function replace(value: Value, convert: (leaf: Value) => Value): Value {
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((member) => replace(member, convert));
  }
  return isRecord(value)
    ? mapValues(value as Readonly<Record<string, Value>>, (member) => replace(member, convert))
    : convert(value);
}

function read(raw: unknown, type: Type): Value {
  if (raw === null || raw instanceof Unknown) {
    return raw;
  }
  if (type === "dynamic") {
    const [valueType, value, ...rest] = requireArray(raw);
    if (rest.length > 0 || value === undefined) {
      throw new Error("a dynamic value must be its type and itself");
    }
    const itsType = decodeType(valueType);
    return new Dynamic(itsType, read(value, itsType));
  }
  if (type === "number") {
    return readNumber(raw);
  }
  if (typeof type === "string") {
    if (typeof raw !== (type === "bool" ? "boolean" : "string")) {
      throw new Error(`a value must be a ${type}`);
    }
    return raw as string | boolean;
  }
  return mapMembers(raw, type, read);
}

function readNumber(raw: unknown): number | Decimal {
  if (typeof raw === "number") {
    return raw;
  }
  if (typeof raw !== "bigint" && (typeof raw !== "string" || !DECIMAL.test(raw))) {
    throw new Error("a value must be a number");
  }
  const digits = String(raw);
  const double = Number(digits);
  return String(double) === digits ? double : new Decimal(digits);
}

function write(value: Value, type: Type): unknown {
  if (value === null) {
    return null;
  }
  if (value instanceof Unknown) {
    return new ExtData(UNKNOWN_EXTENSION, new Uint8Array(1));
  }
  if (type === "dynamic") {
    if (!(value instanceof Dynamic)) {
      throw new Error("a dynamic value must come with its type");
    }
    return [encodeType(value.type), write(value.value, value.type)];
  }
  if (type === "number") {
    return writeNumber(value);
  }
  if (typeof type === "string") {
    if (typeof value !== (type === "bool" ? "boolean" : "string")) {
      throw new Error(`a value must be a ${type}`);
    }
    return value;
  }
  return mapMembers(value, type, (member, itsType) => write(member as Value, itsType));
}

/** Fractions go as decimal digits: Terraform would take the double for all its binary digits. */
function writeNumber(value: Value): number | string {
  if (value instanceof Decimal) {
    return value.digits;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new Error("a value must be a number");
  }
  return Number.isSafeInteger(value) ? value : String(value);
}

/** Converts what a collection holds, each member by its own type. An object has exactly its attributes. */
function mapMembers<Member>(
  value: unknown,
  type: Exclude<Type, string>,
  convert: (member: unknown, type: Type) => Member,
): Member[] | Record<string, Member> {
  if (type[0] === "list" || type[0] === "set") {
    const [, of] = type;
    return requireArray(value).map((member) => convert(member, of));
  }
  if (type[0] === "tuple") {
    const [, types] = type;
    const members = requireArray(value);
    if (members.length !== types.length) {
      throw new Error(`a tuple must have ${types.length} members, got ${members.length}`);
    }
    return types.map((of, i) => convert(members[i], of));
  }
  const record = requireRecord(value);
  if (type[0] === "object") {
    const [, attributes] = type;
    requireExactly(record, Object.keys(attributes));
    return mapValues(attributes, (of, name) => convert(record[name], of));
  }
  const [, of] = type;
  return mapValues(record, (member) => convert(member, of));
}

function requireExactly(record: Readonly<Record<string, unknown>>, names: readonly string[]): void {
  if (
    Object.keys(record).length !== names.length ||
    !names.every((name) => Object.hasOwn(record, name))
  ) {
    throw new Error(`an object must have exactly the attributes ${names.join(", ")}`);
  }
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  convert: (value: In, name: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, convert(value, name)]),
  );
}

function requireArray(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new Error("a value must be a list");
  }
  return value;
}

function requireRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) {
    throw new Error("a value must have names");
  }
  return value as Readonly<Record<string, unknown>>;
}

function isRecord(value: unknown): boolean {
  return (
    Object.prototype.toString.call(value) === "[object Object]" &&
    ![Decimal, Dynamic, Unknown].some((other) => value instanceof other)
  );
}
