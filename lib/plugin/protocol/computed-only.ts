import type { Diagnostic } from "./diagnostic";
import type { Attributes } from "./resource";
import type { Block } from "./schema";

/** Refuses values for what only the provider may fill: Terraform leaves that to providers. */
export function computedOnly({ attributes = {} }: Block, config: Attributes): Diagnostic[] {
  return Object.entries(attributes)
    .filter(([name, { optional, required }]) => !optional && !required && config[name] !== null)
    .map(([name]) => ({
      severity: "error",
      summary: "Computed attributes cannot be set",
      detail: `Computed attributes cannot be set, but a value was set for "${name}".`,
      path: [name],
    }));
}
