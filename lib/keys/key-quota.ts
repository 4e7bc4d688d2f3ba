import { Annotations, TerraformStack, Token } from "cdktf";
import type { IConstruct, IValidation } from "constructs";
import { MAX_KEYS_PER_USER } from "../catalog";
import type { ObjectStorageKey } from "./object-storage-key";
import type { ObjectStorageUser } from "./object-storage-user";

const quotas = new WeakMap<IConstruct, KeyQuota>();

/**
 * Counts the keys of each user over all stacks of an app, and refuses what IONOS would refuse half-way through
 * an apply.
 *
 * It stands as a validation on every stack, since cdktf validates and writes stack by stack (and the App's own
 * validations last): so the first one that cdktf comes to says no, and nothing is written.
 */
export class KeyQuota implements IValidation {
  /** The one quota of the app that a construct belongs to. */
  public static of(scope: IConstruct): KeyQuota {
    const { root } = scope.node;
    let quota = quotas.get(root);
    if (quota === undefined) {
      quota = new KeyQuota();
      quotas.set(root, quota);
    }
    return quota;
  }

  private readonly users: ObjectStorageUser[] = [];
  private readonly keys: ObjectStorageKey[] = [];
  private readonly guarded = new Set<IConstruct>();
  private readonly warned = new Set<string>();

  private constructor() {}

  public addUser(user: ObjectStorageUser): void {
    this.users.push(user);
    this.guardStacks(user);
  }

  public addKey(key: ObjectStorageKey): void {
    this.keys.push(key);
    this.guardStacks(key);
  }

  /** One line for each user of whom the app says too much or two things at once. */
  public validate(): string[] {
    return this.perUser().flatMap(({ users, keys }) => [
      ...contradiction(users),
      ...excess(users, keys),
    ]);
  }

  /**
   * Guards stacks that came after the last key, and warns of users who have no place left; cdktf prepares all stacks
   * before it writes the first.
   */
  public prepare(key: ObjectStorageKey): void {
    if (key === this.keys[0]) {
      this.guardAll(key);
      this.warnOfFullUsers();
    }
  }

  private perUser(): UserInApp[] {
    const handles = groupBy(this.users.filter(isInTree), (user) => user.identity);
    const keys = groupBy(this.keys.filter(isInTree), (key) => key.user.identity);
    return [...handles].map(([identity, users]) => ({
      identity,
      users,
      keys: keys.get(identity) ?? [],
    }));
  }

  private warnOfFullUsers(): void {
    for (const { identity, users, keys } of this.perUser()) {
      const last = keys.at(-1);
      if (last && countOf(users, keys) === MAX_KEYS_PER_USER && !this.warned.has(identity)) {
        this.warned.add(identity);
        Annotations.of(last).addWarning(
          `keys: are ${MAX_KEYS_PER_USER} of ${MAX_KEYS_PER_USER} for the user ${nameOf(users)}; a key whose construct is renamed is another key, which may find no place as long as the old one is there (rename with moveFromId, or delete a key first)`,
        );
      }
    }
  }

  private guardStacks(newcomer: IConstruct): void {
    if (!this.guarded.has(TerraformStack.of(newcomer))) {
      this.guardAll(newcomer);
    }
  }

  private guardAll(newcomer: IConstruct): void {
    for (const construct of newcomer.node.root.node.findAll()) {
      if (TerraformStack.isStack(construct) && !this.guarded.has(construct)) {
        this.guarded.add(construct);
        // What stands in a nested stack is validated with the stack around it.
        if (!construct.node.scopes.slice(0, -1).some((scope) => TerraformStack.isStack(scope))) {
          construct.node.addValidation(this);
        }
      }
    }
  }
}

/** All handles of a user, and the keys that the app declares. */
interface UserInApp {
  readonly identity: string;
  readonly users: ObjectStorageUser[];
  readonly keys: ObjectStorageKey[];
}

/** Whether neither the construct nor one around it was removed again. */
function isInTree(construct: IConstruct): boolean {
  const { scopes } = construct.node;
  return scopes.every(
    (each, i) => i === 0 || scopes[i - 1]?.node.tryFindChild(each.node.id) === each,
  );
}

function contradiction(users: ObjectStorageUser[]): string[] {
  const administrator = users.find((user) => user.administrator);
  const ordinary = users.find((user) => !user.administrator);
  return administrator === undefined || ordinary === undefined
    ? []
    : [
        `administrator: must be the same wherever the app names one user, got true at ${administrator.node.path} and false at ${ordinary.node.path}`,
      ];
}

function excess(users: ObjectStorageUser[], keys: ObjectStorageKey[]): string[] {
  const count = countOf(users, keys);
  if (count <= MAX_KEYS_PER_USER) {
    return [];
  }
  const elsewhere = count - keys.length;
  const declared = keys.map((key) => key.node.path).join(", ");
  const counted = [
    ...(keys.length > 0 ? [`${keys.length} in this app (${declared})`] : []),
    ...(elsewhere > 0 ? [`${elsewhere} elsewhere (keysElsewhere)`] : []),
  ];
  return [
    `keys: must be at most ${MAX_KEYS_PER_USER} for one user, active or not, got ${count} for the user ${nameOf(users)}: ${counted.join(" and ")}; remove keys or give some to a technical user`,
  ];
}

/** The keys of the app, and those elsewhere, of which the handles may say different numbers. */
function countOf(users: ObjectStorageUser[], keys: ObjectStorageKey[]): number {
  return keys.length + Math.max(...users.map((user) => user.keysElsewhere));
}

/** The UUID where it is known, and every construct that names the user. */
function nameOf(users: ObjectStorageUser[]): string {
  const paths = users.map((user) => user.node.path).join(", ");
  const known = users.find((user) => !Token.isUnresolved(user.userId));
  return known === undefined ? paths : `${known.userId} (${paths})`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}
