import { OperationError } from "./operation-error";
import type { Attributes } from "./resource";
import { type Schema, typeOf } from "./schema";
import { decodeTypedValue, encodeValue } from "./value";
import type { DynamicValue } from "./wire";

/** A type of resource or data source, and how its values stand in messages. */
export class Typed<Kind extends { readonly schema: Schema }> {
  /** @throws OperationError when there is no such type */
  public static of<K extends { readonly schema: Schema }>(
    kinds: Readonly<Record<string, K>>,
    typeName: string,
  ): Typed<K> {
    const kind = Object.hasOwn(kinds, typeName) ? kinds[typeName] : undefined;
    if (kind === undefined) {
      throw new OperationError("must be a type of this provider, got another name");
    }
    return new Typed(kind);
  }

  private readonly type;

  private constructor(public readonly kind: Kind) {
    this.type = typeOf(kind.schema.block);
  }

  public decode(value: DynamicValue | null): Attributes | null {
    return decodeTypedValue(value?.msgpack, this.type) as Attributes | null;
  }

  /** @throws OperationError when there is nothing */
  public decodeExisting(value: DynamicValue | null): Attributes {
    const decoded = this.decode(value);
    if (decoded === null) {
      throw new OperationError("must be an object, got nothing");
    }
    return decoded;
  }

  public encode(value: Attributes | null): DynamicValue {
    return { msgpack: encodeValue(value, this.type) };
  }
}
