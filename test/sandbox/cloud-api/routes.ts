import { readFields, readProperties, requireField } from "./body";
import { type Contract, type GroupProperties, PRIVILEGES, sameEmail } from "./contract";
import type { Method, Resource } from "./faults";
import { Refusal } from "./refusal";
import type { Requests } from "./requests";
import { type Show, showGroup, showKey, showUser } from "./show";

/** A request that is let in. */
export interface Call {
  readonly contract: Contract;
  readonly requests: Requests;

  /** What an `href` begins with, and the path behind it. */
  readonly base: string;
  readonly path: string;

  /** The ids in the path, from left to right. */
  readonly ids: readonly [string, string];
  readonly query: URLSearchParams;

  /** What the body holds; refuses one that is no JSON. */
  readonly body: () => unknown;
}

/** An answer; it need not have a body. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** One kind of request that the Cloud API knows. */
export interface Route {
  readonly method: Method;

  /** The path behind the base. */
  readonly pattern: RegExp;

  /** What the request is about. */
  readonly on: Resource;
  readonly handle: (call: Call) => Answer;
}

const USER_SHAPE = {
  firstname: "string",
  lastname: "string",
  email: "string",
  password: "string",
  administrator: "boolean",
  forceSecAuth: "boolean",
  active: "boolean",
} as const;

const PRIVILEGE_SHAPE = forEachPrivilege("boolean" as const);
const NO_PRIVILEGES = forEachPrivilege(false);

/**
 * The requests that provider 6.7.34 was seen to make, and no others. The statuses are those of IONOS' samples:
 * 200 for reads and for a new key, 202 for every other write.
 */
export const ROUTES: readonly Route[] = [
  route("GET /um/users", "user", (call) => {
    // The provider takes the only item unchecked: the filter must not let similar addresses through.
    const email = call.query.get("filter.email");
    const users = call.contract.allUsers();
    return list(
      call,
      users.filter(({ properties }) => email === null || sameEmail(properties.email, email)),
      showUser,
    );
  }),
  route("POST /um/users", "user", ({ contract, body, base }) => {
    const given = readProperties(body(), USER_SHAPE);
    requireField(given.password, "properties.password"); // and forgotten: nobody logs in here
    const user = contract.createUser({
      firstname: requireField(given.firstname, "properties.firstname"),
      lastname: requireField(given.lastname, "properties.lastname"),
      email: requireField(given.email, "properties.email"),
      administrator: given.administrator ?? false,
      forceSecAuth: given.forceSecAuth ?? false,
      active: given.active ?? true,
    });
    return { status: 202, body: showUser(user, base) };
  }),
  route("GET /um/users/*", "user", ({ contract, ids, base }) => ({
    status: 200,
    body: showUser(contract.user(ids[0]), base),
  })),
  route("PUT /um/users/*", "user", ({ contract, ids, body, base }) => {
    const { password, ...change } = readProperties(body(), USER_SHAPE);
    void password;
    return { status: 202, body: showUser(contract.updateUser(ids[0], change), base) };
  }),
  route("DELETE /um/users/*", "user", ({ contract, ids }) => {
    contract.deleteUser(ids[0]);
    return { status: 202 };
  }),

  route("GET /um/users/*/s3keys", "key", (call) =>
    list(call, call.contract.keysOf(call.ids[0]), showKey),
  ),
  route("POST /um/users/*/s3keys", "key", ({ contract, ids, base }) => ({
    status: 200,
    body: showKey(contract.createKey(ids[0]), base),
  })),
  route("GET /um/users/*/s3keys/*", "key", ({ contract, ids, base }) => ({
    status: 200,
    body: showKey(contract.key(...ids), base),
  })),
  route("PUT /um/users/*/s3keys/*", "key", ({ contract, ids, body, base }) => {
    const { active } = readProperties(body(), { active: "boolean" });
    const key = contract.setKeyActive(...ids, requireField(active, "properties.active"));
    return { status: 202, body: showKey(key, base) };
  }),
  route("DELETE /um/users/*/s3keys/*", "key", ({ contract, ids }) => {
    contract.deleteKey(...ids);
    return { status: 202 };
  }),

  route("GET /um/groups", "group", (call) => list(call, call.contract.allGroups(), showGroup)),
  route("POST /um/groups", "group", ({ contract, body, base }) => {
    const given = readGroup(body());
    const name = requireField(given.name, "properties.name");
    const group = contract.createGroup({ ...NO_PRIVILEGES, ...given, name });
    return { status: 202, body: showGroup(group, base) };
  }),
  route("GET /um/groups/*", "group", ({ contract, ids, base }) => ({
    status: 200,
    body: showGroup(contract.group(ids[0]), base),
  })),
  route("PUT /um/groups/*", "group", ({ contract, ids, body, base }) => ({
    status: 202,
    body: showGroup(contract.updateGroup(ids[0], readGroup(body())), base),
  })),
  route("DELETE /um/groups/*", "group", ({ contract, ids }) => {
    contract.deleteGroup(ids[0]);
    return { status: 202 };
  }),

  route("GET /um/users/*/groups", "member", (call) =>
    list(call, call.contract.groupsOf(call.ids[0]), showGroup),
  ),
  route("GET /um/groups/*/users", "member", (call) =>
    list(call, call.contract.membersOf(call.ids[0]), showUser),
  ),
  route("POST /um/groups/*/users", "member", ({ contract, ids, body, base }) => {
    const userId = requireField(readFields(body(), { id: "string" }).id, "id");
    return { status: 202, body: showUser(contract.addMember(ids[0], userId), base) };
  }),
  route("DELETE /um/groups/*/users/*", "member", ({ contract, ids }) => {
    contract.removeMember(...ids);
    return { status: 202 };
  }),

  route("GET /requests/*/status", "request", ({ requests, ids, base, path }) => ({
    status: 200,
    body: {
      id: ids[0],
      type: "request-status",
      href: base + path,
      metadata: { ...requests.poll(ids[0]), targets: [] },
    },
  })),
];

/** `*` stands for an id. */
function route(line: `${Method} /${string}`, on: Resource, handle: (call: Call) => Answer): Route {
  const [method, path] = line.split(" ") as [Method, string];
  return { method, pattern: new RegExp(`^${path.replaceAll("*", "([^/]+)")}$`), on, handle };
}

/** A collection; its items have properties from `depth` 1, and are mere references at 0, which is the default. */
function list<T>({ query, base, path }: Call, things: readonly T[], show: Show<T>): Answer {
  const offset = wholeNumber(query, "offset", 0);
  const limit = wholeNumber(query, "limit", 100);
  const depth = wholeNumber(query, "depth", 0);
  const items = things.slice(offset, offset + limit).map((thing) => show(thing, base));
  return {
    status: 200,
    body: {
      id: path.split("/").at(-1),
      type: "collection",
      href: base + path,
      items: depth > 0 ? items : items.map(reference),
      offset,
      limit,
      _links: {},
    },
  };
}

function reference(item: object): object {
  const parts = Object.entries(item);
  return Object.fromEntries(parts.filter(([name]) => ["id", "type", "href"].includes(name)));
}

function wholeNumber(query: URLSearchParams, name: string, otherwise: number): number {
  const value = query.get(name) ?? String(otherwise);
  if (!/^\d{1,9}$/.test(value)) {
    throw new Refusal(400, `${name}: must be a whole number, got something else`);
  }
  return Number(value);
}

function readGroup(body: unknown): Partial<GroupProperties> {
  return readProperties(body, { ...PRIVILEGE_SHAPE, name: "string" });
}

function forEachPrivilege<T>(value: T): Record<(typeof PRIVILEGES)[number], T> {
  return Object.fromEntries(PRIVILEGES.map((name) => [name, value])) as ReturnType<
    typeof forEachPrivilege<T>
  >;
}
