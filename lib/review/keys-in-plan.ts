import { member, textMember } from "./json";
import type { Plan, ResourceChange } from "./plan";
import { fingerprintOf } from "./signed-link";
import type { User, Users } from "./users-in-plan";

/** One side of a key. */
export interface Key {
  /** UUID of the owner; `undefined` where it is not known. */
  readonly userId: string | undefined;

  /** `null` where it is known after apply; `undefined` where nothing is said, as of a key without a status. */
  readonly isActive: boolean | null | undefined;

  /** `null` where the access key is known after apply, `undefined` where it is missing. */
  readonly fingerprint: string | null | undefined;

  /** The owner, where the plan knows one. */
  readonly owner: User | undefined;

  /** Whether the owner is an administrator; `undefined` where the plan does not say. */
  readonly isAdmin: boolean | undefined;
}

/** Where a plan says something of a key. */
export type Place = "planned" | "drift" | "deferred";

/** Both sides of a key. */
export interface KeyChange {
  readonly address: string;
  readonly place: Place;
  readonly resource: ResourceChange;
  readonly before: Key | undefined;
  readonly after: Key | undefined;
}

/** Where a resource has the access key. Source: the provider's schema, 6.7.34. */
const ACCESS_KEY_FIELDS = new Map([
  ["ionoscloud_s3_key", "id"],
  ["ionoscloud_object_storage_accesskey", "accesskey"],
]);

/** Whether resources of a type are keys. */
export function isKey(type: string): boolean {
  return ACCESS_KEY_FIELDS.has(type);
}

/** Finds the keys of a plan. */
export function keysInPlan(plan: Plan, users: Users): KeyChange[] {
  const changes = (place: Place, resources: readonly ResourceChange[]): KeyChange[] =>
    resources
      .filter(({ type, mode }) => mode === "managed" && isKey(type))
      .map((resource) => keyChange(resource, place, users));
  return [
    ...changes("planned", plan.resources),
    ...changes("drift", plan.drift),
    ...changes("deferred", plan.deferred),
  ];
}

function keyChange(resource: ResourceChange, place: Place, users: Users): KeyChange {
  const { address, type, change } = resource;
  const accessKeyField = ACCESS_KEY_FIELDS.get(type) ?? "id";

  const side = (values: unknown, unknown: unknown, isBefore: boolean): Key | undefined => {
    if (values === null) {
      return undefined;
    }
    const isLater = (name: string): boolean => unknown === true || member(unknown, name) === true;
    const active = member(values, "active");
    const userId = isLater("user_id") ? undefined : textMember(values, "user_id");
    const owner = users.ownerOf(address, userId);
    return {
      userId,
      isActive: isLater("active") ? null : typeof active === "boolean" ? active : undefined,
      fingerprint: isLater(accessKeyField) ? null : fingerprintOf(member(values, accessKeyField)),
      owner,
      isAdmin: isBefore ? owner?.wasAdministrator : owner?.isAdministrator,
    };
  };
  return {
    address,
    place,
    resource,
    before: side(change.before, undefined, true),
    after: side(change.after, change.afterUnknown, false),
  };
}
