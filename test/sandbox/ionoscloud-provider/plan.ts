import {
  type Attributes,
  type Block,
  type PlannedChange,
  type ProposedChange,
  Unknown,
  type Value,
} from "../../../lib/plugin/protocol";

/**
 * Plans as the provider's SDK does: what it computes is unknown in a create and stays as it is in an update, and
 * no change whatsoever takes another resource. So it plans another owner of a key in place, too.
 */
export function plan(
  { attributes = {} }: Block,
  { prior, proposed }: ProposedChange,
): PlannedChange {
  return {
    planned:
      prior === null
        ? mapValues(proposed, (value, name) =>
            value === null && attributes[name]?.computed ? Unknown.VALUE : value,
          )
        : proposed,
  };
}

/** What is known of a thing that has just been made. */
export function made(planned: Attributes, id: string): Attributes {
  return { ...mapValues(planned, (value) => (value instanceof Unknown ? null : value)), id };
}

/**
 * What has come about, in the words of the plan: Terraform takes nothing else where a plan was definite. What
 * has changed beside it shows in the next refresh.
 */
export function asPlanned(planned: Attributes, actual: Attributes): Attributes {
  return mapValues(planned, (value, name) =>
    value instanceof Unknown ? (actual[name] ?? null) : value,
  );
}

/**
 * What was read of an optional attribute.
 *
 * The SDK writes its default into plan and state where a configuration leaves it out. Terraform allows that to
 * old SDKs only; here it stays null as long as the server has the default.
 */
export function optional(current: Value | undefined, actual: unknown, usual: boolean): Value {
  if (actual === undefined) {
    return current ?? null;
  }
  return (current ?? null) === null && actual === usual ? null : actual;
}

function mapValues(
  attributes: Attributes,
  convert: (value: Value, name: string) => Value,
): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, convert(value, name)]),
  );
}
