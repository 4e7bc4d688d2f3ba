import { SigningError } from "../../signing";
import { received, receivedKind, shown } from "../../signing/problem";
import { Decimal, Unknown, type Value } from "../protocol";

/**
 * Takes an object that has no attributes but these. Those that are null count as left out, as everywhere in
 * Terraform; digits that no number of JavaScript holds are rounded, as no field takes such a number.
 */
export function requireAttributes<Name extends string>(
  field: string,
  value: Value,
  names: readonly Name[],
): Partial<Record<Name, Value>> {
  if (!isRecord(value)) {
    throw new SigningError(field, `must be an object, ${receivedKind(value)}`);
  }
  const attributes: Partial<Record<string, Value>> = {};
  for (const [name, attribute] of Object.entries(value)) {
    if (!(names as readonly string[]).includes(name)) {
      throw new SigningError(
        field,
        `must have no other attributes than ${names.join(", ")}, ${received(name)}${hint(name, names)}`,
      );
    }
    if (attribute !== null) {
      attributes[name] = attribute instanceof Decimal ? Number(attribute.digits) : attribute;
    }
  }
  return attributes;
}

/** Tells an object or a map from all other values. */
export function isRecord(value: Value): value is Readonly<Record<string, Value>> {
  return (
    Object.prototype.toString.call(value) === "[object Object]" &&
    !(value instanceof Decimal || value instanceof Unknown)
  );
}

/** The attribute that was meant, where only case, separators or a plural are off. */
function hint(name: string, names: readonly string[]): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]|s$/g, "");
  const meant = names.find((each) => plain(each) === plain(name));
  return meant === undefined ? "" : ` (did you mean ${shown(meant)}?)`;
}
