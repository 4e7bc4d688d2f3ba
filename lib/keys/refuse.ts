import type { IConstruct } from "constructs";

/** Refuses what a construct was given: the field, what is required, what came, and where. */
export function refuse(at: IConstruct, field: string, required: string, came: unknown): never {
  throw new Error(`${field}: ${required}, got ${show(came)} (at ${at.node.path})`);
}

function show(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "object":
      return value === null ? "null" : "an object";
    case "string":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}
