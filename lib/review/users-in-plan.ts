import { isObject, member, textMember } from "./json";
import type { Plan } from "./plan";

export const USER_TYPE = "ionoscloud_user";

/** A user that the plan knows, as a resource or by a data source. */
export interface User {
  readonly address: string;

  /** UUID, where it is known. */
  readonly id: string | undefined;

  /** `undefined` where it is not known. */
  readonly wasAdministrator: boolean | undefined;
  readonly isAdministrator: boolean | undefined;
}

/** The users of a plan, and whose key is whose. */
export class Users {
  public static of(plan: Plan): Users {
    const users = new Map<string, User>();
    const add = (user: User): void => void users.set(user.address, user);

    for (const resource of resourcesIn(plan.modules)) {
      if (textMember(resource, "type") === USER_TYPE && textMember(resource, "address")) {
        const values = member(resource, "values");
        const isAdministrator = flag(member(values, "administrator"));
        add({
          address: textMember(resource, "address") as string,
          id: textMember(values, "id"),
          wasAdministrator: isAdministrator,
          isAdministrator,
        });
      }
    }
    for (const { type, mode, address, change } of plan.resources) {
      if (type === USER_TYPE && mode === "managed") {
        const isUnknown = member(change.afterUnknown, "administrator") === true;
        add({
          address,
          id: textMember(change.after, "id") ?? textMember(change.before, "id"),
          wasAdministrator: flag(member(change.before, "administrator")),
          isAdministrator: isUnknown
            ? undefined
            : (flag(member(change.after, "administrator")) ?? false),
        });
      }
    }
    return new Users([...users.values()], keyOwners(plan.configuration));
  }

  private constructor(
    public readonly all: readonly User[],
    private readonly owners: ReadonlyMap<string, string>,
  ) {}

  /**
   * Who owns a key.
   *
   * @param userId what the key says; `undefined` where that is known after apply, and the configuration is asked
   */
  public ownerOf(keyAddress: string, userId: string | undefined): User | undefined {
    if (userId !== undefined) {
      return this.all.find(({ id }) => id?.toLowerCase() === userId.toLowerCase());
    }
    const owner = this.owners.get(withoutIndexes(keyAddress));
    const module = /^(module\.[^.]+\.)*/.exec(keyAddress)?.[0] ?? "";
    const candidates = this.all.filter(
      ({ address }) =>
        withoutIndexes(address) === owner &&
        address.startsWith(module) &&
        (!/\[/.test(address.slice(module.length)) || indexOf(address) === indexOf(keyAddress)),
    );
    return candidates.length === 1 ? candidates[0] : undefined;
  }
}

/** Every resource of the values of state and plan. */
function* resourcesIn(modules: readonly unknown[]): Generator<unknown> {
  const waiting = [...modules];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    yield* listOf(member(module, "resources"));
    waiting.push(...listOf(member(module, "child_modules")));
  }
}

/** The address of each key's owner, where the configuration names one; addresses without indexes. */
function keyOwners(root: unknown): Map<string, string> {
  const owners = new Map<string, string>();
  const waiting: { prefix: string; module: unknown }[] = [{ prefix: "", module: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { prefix, module } = next;
    for (const resource of listOf(member(module, "resources"))) {
      const userId = member(member(resource, "expressions"), "user_id");
      const user = listOf(member(userId, "references"))
        .filter((reference): reference is string => typeof reference === "string")
        .map((reference) => /^(data\.)?ionoscloud_user\.[^.[]+/.exec(reference)?.[0])
        .find((reference) => reference !== undefined);
      if (user !== undefined) {
        owners.set(prefix + (textMember(resource, "address") ?? ""), prefix + user);
      }
    }
    const calls = member(module, "module_calls");
    for (const [name, call] of Object.entries(isObject(calls) ? calls : {})) {
      waiting.push({ prefix: `${prefix}module.${name}.`, module: member(call, "module") });
    }
  }
  return owners;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function withoutIndexes(address: string): string {
  return address.replace(/\[("([^"\\]|\\.)*"|\d+)\]/g, "");
}

function indexOf(address: string): string {
  return /\[("([^"\\]|\\.)*"|\d+)\]$/.exec(address)?.[0] ?? "";
}
