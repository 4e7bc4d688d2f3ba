import { Refusal } from "./refusal";

type Shape = Readonly<Record<string, "string" | "boolean">>;

type Fields<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends "string" ? string : boolean;
};

/** The fields of a body that the shape names and the body has; others are left alone, as clients echo them. */
export function readFields<S extends Shape>(
  body: unknown,
  shape: S,
  prefix = "",
): Partial<Fields<S>> {
  const object = requireObject(body, prefix === "" ? "body" : prefix.slice(0, -1));
  const fields = Object.entries(shape)
    .filter(([name]) => Object.hasOwn(object, name))
    .map(([name, type]) => {
      const value = object[name];
      if (typeof value !== type) {
        throw new Refusal(400, `${prefix}${name}: must be a ${type}, got ${kindOf(value)}`);
      }
      return [name, value] as const;
    });
  return Object.fromEntries(fields) as Partial<Fields<S>>;
}

/** The fields below `properties`, where the Cloud API has nearly all. */
export function readProperties<S extends Shape>(body: unknown, shape: S): Partial<Fields<S>> {
  return readFields(requireObject(body, "body")["properties"], shape, "properties.");
}

/** A field that must be there, and not empty. */
export function requireField<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === "") {
    throw new Refusal(422, `${name}: must be given, got nothing`);
  }
  return value;
}

export function requireObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refusal(400, `${name}: must be an object, got ${kindOf(value)}`);
  }
  return value as Record<string, unknown>;
}

/** What came, without showing it: a body may hold a password. */
function kindOf(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}
