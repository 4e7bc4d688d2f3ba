import { shown } from "../signing/problem";
import { isObject, type JsonObject, member, textMember } from "./json";
import { safeText } from "./safe-text";

/** What Terraform does. `other`: something that this version does not know. */
export type Action =
  "no-op" | "read" | "create" | "update" | "replace" | "delete" | "forget" | "other";

/** Both sides of a change. What is unknown has `true` at its place in `afterUnknown`, and is left out of `after`. */
export interface Change {
  readonly action: Action;
  readonly before: unknown;
  readonly after: unknown;
  readonly afterUnknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  readonly isImport: boolean;
}

export interface OutputChange {
  readonly name: string;
  readonly change: Change;
}

export interface ResourceChange {
  readonly address: string;
  readonly previousAddress: string | undefined;
  readonly mode: string;
  readonly type: string;

  /** An object that an earlier apply could not delete. */
  readonly isDeposed: boolean;
  readonly change: Change;
}

/** A plan, as far as it is looked at. */
export interface Plan {
  readonly outputs: readonly OutputChange[];
  readonly resources: readonly ResourceChange[];

  /** What Terraform found changed outside of it. */
  readonly drift: readonly ResourceChange[];

  /** What Terraform puts off to a later plan. */
  readonly deferred: readonly ResourceChange[];

  /** Values of the state and of the plan, module in module: users are looked up there. */
  readonly modules: readonly unknown[];
  readonly configuration: unknown;
}

const SINGLE_ACTIONS: readonly string[] = [
  "no-op",
  "read",
  "create",
  "update",
  "delete",
  "forget",
] satisfies Action[];

/**
 * Takes what `terraform show -json <plan file>` says, in format 1.x. OpenTofu says the same.
 *
 * What came is never shown: it may be a secret.
 *
 * @throws Error one line that names what is wrong
 */
export function requirePlan(json: unknown): Plan {
  if (!isObject(json) || !("format_version" in json)) {
    return refusePlan(Array.isArray(json) ? "a list" : "other JSON");
  }
  if (!("planned_values" in json)) {
    return refusePlan(
      "values" in json ? "that of a state: name the plan file" : "JSON without planned_values",
    );
  }
  const version = json["format_version"];
  if (typeof version !== "string" || !/^1\.\d{1,4}$/.test(version)) {
    throw new Error(
      `format_version: must be 1.x, got ${typeof version === "string" && /^[\d.]{1,16}$/.test(version) ? `"${version}"` : "something else"}`,
    );
  }
  if (json["errored"] === true) {
    throw new Error(
      "plan: must be of a run that succeeded, got one that Terraform broke off with an error",
    );
  }
  return {
    outputs: Object.entries(requireMembers(json, "output_changes")).map(([name, change]) => ({
      name,
      change: requireChange(`output_changes[${shown(name)}]`, change),
    })),
    resources: resourceChanges(json, "resource_changes"),
    drift: resourceChanges(json, "resource_drift"),
    deferred: requireList(json, "deferred_changes").map((entry, i) =>
      resourceChange(`deferred_changes[${i}].resource_change`, member(entry, "resource_change")),
    ),
    modules: [
      member(member(member(json, "prior_state"), "values"), "root_module"),
      member(json["planned_values"], "root_module"),
    ],
    configuration: member(json["configuration"], "root_module"),
  };
}

export function refusePlan(came: string): never {
  throw new Error(`plan: must be what "terraform show -json <plan file>" prints, got ${came}`);
}

function resourceChanges(json: JsonObject, field: string): ResourceChange[] {
  return requireList(json, field).map((entry, i) => resourceChange(`${field}[${i}]`, entry));
}

function resourceChange(field: string, entry: unknown): ResourceChange {
  const [address, mode, type] = ["address", "mode", "type"].map((name) => {
    const text = textMember(entry, name);
    if (text === undefined) {
      throw new Error(`${field}.${name}: must be a text, got ${kindOf(member(entry, name))}`);
    }
    return text;
  }) as [string, string, string];
  const previousAddress = textMember(entry, "previous_address");
  return {
    address: safeText(address),
    previousAddress: previousAddress && safeText(previousAddress),
    mode,
    type,
    isDeposed: member(entry, "deposed") !== undefined,
    change: requireChange(`${field}.change`, member(entry, "change")),
  };
}

function requireChange(field: string, change: unknown): Change {
  const actions = member(change, "actions");
  if (!Array.isArray(actions) || !actions.every((action) => typeof action === "string")) {
    throw new Error(`${field}.actions: must be a list of texts, got ${kindOf(actions)}`);
  }
  return {
    action: actionOf(actions),
    before: member(change, "before") ?? null,
    after: member(change, "after") ?? null,
    afterUnknown: member(change, "after_unknown"),
    beforeSensitive: member(change, "before_sensitive"),
    afterSensitive: member(change, "after_sensitive"),
    isImport: isObject(member(change, "importing")),
  };
}

function actionOf(actions: readonly string[]): Action {
  const [first = "", ...others] = actions;
  if (others.length === 0) {
    return SINGLE_ACTIONS.includes(first) ? (first as Action) : "other";
  }
  return actions.length === 2 && actions.includes("create") && actions.includes("delete")
    ? "replace"
    : "other";
}

function requireList(json: JsonObject, field: string): readonly unknown[] {
  const list = json[field] ?? [];
  if (!Array.isArray(list)) {
    throw new Error(`${field}: must be a list, got ${kindOf(list)}`);
  }
  return list;
}

function requireMembers(json: JsonObject, field: string): JsonObject {
  const members = json[field] ?? {};
  if (!isObject(members)) {
    throw new Error(`${field}: must be an object, got ${kindOf(members)}`);
  }
  return members;
}

function kindOf(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  if (Array.isArray(value)) {
    return "a list of something else";
  }
  return value === null ? "null" : `something else (${typeof value})`;
}
