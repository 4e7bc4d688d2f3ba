import type { Attributes } from "../../../lib/plugin/protocol";

/** A text that must be known and there, such as the id of what exists. */
export function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  if (typeof value !== "string") {
    throw new Error(`${name}: must be a text`);
  }
  return value;
}

/** The same, where it may be left out. */
export function optionalText(attributes: Attributes, name: string): string | null {
  const value = attributes[name];
  return typeof value === "string" ? value : null;
}
