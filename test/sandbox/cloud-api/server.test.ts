import { ask, type Reply } from "./client";
import { PRIVILEGES } from "./contract";
import type { FaultOrder } from "./faults";
import { type CloudApi, startCloudApi } from "./server";

const UNKNOWN = "00000000-0000-4000-8000-000000000000";
const NO_KEY = "The access key cannot be found, please double-check the key id and try again.";
const NO_PRIVILEGE =
  "The user needs to be part of a group that has ACCESS_S3_OBJECT_STORAGE privilege";

interface Thing {
  readonly id: string;
  readonly type: string;
  readonly href: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

let api: CloudApi;

beforeEach(async () => {
  api = await startCloudApi();
});

afterEach(() => api.close());

const send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Reply> => ask(api, method, path, body, headers);

const thing = (reply: Reply): Thing => reply.body as Thing;
const items = (reply: Reply): Thing[] => (reply.body as { items: Thing[] }).items;
const message = (reply: Reply): string =>
  (reply.body as { messages: { message: string }[] }).messages[0]!.message;
const status = async (write: Reply): Promise<unknown> => {
  const { pathname } = new URL(write.headers.get("location")!);
  const reply = await send("GET", pathname.replace("/cloudapi/v6", ""));
  return (reply.body as { metadata: { status: string } }).metadata;
};

/** The body that the provider sends for a user. */
const userBody = (change: Record<string, unknown> = {}): { properties: object } => ({
  properties: {
    active: true,
    administrator: false,
    email: "Ada@example.com",
    firstname: "Ada",
    forceSecAuth: false,
    lastname: "Example",
    password: "correct horse",
    ...change,
  },
});

/** The body that the provider sends for a group. */
const groupBody = (change: Record<string, unknown> = {}): { properties: object } => ({
  properties: {
    ...Object.fromEntries(PRIVILEGES.map((name) => [name, false])),
    name: "s3-users",
    s3Privilege: true,
    ...change,
  },
});

const createUser = async (change?: Record<string, unknown>): Promise<string> =>
  thing(await send("POST", "/um/users?depth=0&pretty=true", userBody(change))).id;

/** A user who may have keys. */
const createMember = async (change?: Record<string, unknown>): Promise<string> => {
  const user = await createUser(change);
  const group = thing(await send("POST", "/um/groups?depth=0&pretty=true", groupBody())).id;
  await send("POST", `/um/groups/${group}/users?depth=0&pretty=true`, { id: user });
  return user;
};

const createKey = async (user: string): Promise<Thing> =>
  thing(await send("POST", `/um/users/${user}/s3keys?depth=0&pretty=true`));

describe("the provider's way through", () => {
  test("a user is created, read, changed and deleted", async () => {
    const created = await send("POST", "/um/users?depth=0&pretty=true", userBody());
    const { id } = thing(created);
    const path = `/um/users/${id}`;
    const read = await send("GET", `${path}?depth=1&pretty=true`);
    const changed = await send("PUT", `${path}?depth=0&pretty=true`, {
      properties: { ...thing(read).properties, firstname: "Augusta" },
    });
    const reread = await send("GET", path);
    const deleted = await send("DELETE", `${path}?depth=0&pretty=true`);
    const gone = await send("GET", path);

    expect([created, read, changed, reread, deleted, gone].map((reply) => reply.status)).toEqual([
      202, 200, 202, 200, 202, 404,
    ]);
    expect(thing(read)).toMatchObject({
      id,
      type: "user",
      href: `${api.endpoint}/cloudapi/v6/um/users/${id}`,
      properties: {
        firstname: "Ada",
        lastname: "Example",
        email: "Ada@example.com",
        administrator: false,
        forceSecAuth: false,
        secAuthActive: false,
        active: true,
      },
    });
    expect(thing(reread).properties).toEqual({ ...thing(read).properties, firstname: "Augusta" });
    expect(JSON.stringify([created.body, read.body])).not.toContain("correct horse");
    expect(deleted.body).toBeUndefined();
  });

  test("a group keeps every privilege, and its members", async () => {
    const user = await createUser();
    const body = groupBody({ createDataCenter: true });
    const group = thing(await send("POST", "/um/groups?depth=0&pretty=true", body)).id;
    const members = `/um/groups/${group}/users`;
    const added = await send("POST", `${members}?depth=0&pretty=true`, { id: user });
    const again = await send("POST", members, { id: user });
    await send("PUT", `/um/groups/${group}?depth=0`, groupBody({ name: "renamed" }));
    const read = await send("GET", `/um/groups/${group}?depth=0`);
    const listed = await send("GET", `${members}?depth=1`);
    const ofUser = await send("GET", `/um/users/${user}/groups?depth=1`);
    const groups = await send("GET", "/um/groups?depth=1");
    const removed = await send("DELETE", `${members}/${user}?depth=0`);
    const twice = await send("DELETE", `${members}/${user}?depth=0`);
    const empty = await send("GET", `${members}?depth=1`);
    const deleted = await send("DELETE", `/um/groups/${group}?depth=0`);
    const gone = await send("GET", `/um/groups/${group}`);

    expect([added, again, removed, twice, deleted, gone].map((reply) => reply.status)).toEqual([
      202, 202, 202, 404, 202, 404,
    ]);
    expect(thing(read)).toMatchObject({ type: "group", ...groupBody({ name: "renamed" }) });
    expect(Object.keys(thing(read).properties)).toHaveLength(26);
    expect(items(listed).map(({ id }) => id)).toEqual([user]);
    expect(items(ofUser).map(({ id }) => id)).toEqual([group]);
    expect(items(groups).map(({ properties }) => properties["name"])).toEqual(["renamed"]);
    expect(items(empty)).toEqual([]);
  });

  test("a key starts active, is deactivated, and is missing once it is deleted", async () => {
    const user = await createMember();
    const created = await send("POST", `/um/users/${user}/s3keys?depth=0&pretty=true`);
    const { id } = thing(created);
    const path = `/um/users/${user}/s3keys/${id}`;
    const body = { properties: { active: false } };
    const read = await send("GET", `${path}?depth=0&pretty=true`);
    const changed = await send("PUT", `${path}?depth=0&pretty=true`, body);
    const reread = await send("GET", path);
    const deleted = await send("DELETE", `${path}?depth=0&pretty=true`);
    const gone = await send("GET", path);

    expect([created, read, changed, reread, deleted, gone].map((reply) => reply.status)).toEqual([
      200, 200, 202, 200, 202, 422,
    ]);
    expect([id.length, String(thing(read).properties["secretKey"]).length]).toEqual([92, 64]);
    expect(thing(read)).toMatchObject({ id, type: "s3key", properties: { active: true } });
    expect(thing(reread).properties).toEqual({ ...thing(read).properties, active: false });
    expect(message(gone)).toBe(NO_KEY);
  });

  test("every write says where its status is, and it is done at the first look", async () => {
    const created = await send("POST", "/um/users", userBody({ administrator: true }));
    const user = thing(created).id;
    const group = await send("POST", "/um/groups", groupBody());
    const members = `/um/groups/${thing(group).id}/users`;
    const key = await send("POST", `/um/users/${user}/s3keys`);
    const keyPath = `/um/users/${user}/s3keys/${thing(key).id}`;
    const writes = [
      created,
      group,
      key,
      await send("PUT", `/um/users/${user}`, userBody()),
      await send("PUT", `/um/groups/${thing(group).id}`, groupBody()),
      await send("PUT", keyPath, { properties: { active: true } }),
      await send("POST", members, { id: user }),
      await send("DELETE", `${members}/${user}`),
      await send("DELETE", keyPath),
      await send("DELETE", `/um/groups/${thing(group).id}`),
      await send("DELETE", `/um/users/${user}`),
    ];

    for (const write of writes) {
      expect(write.headers.get("location")).toMatch(
        /^http:\/\/127\.0\.0\.1:\d+\/cloudapi\/v6\/requests\/[0-9a-f-]{36}\/status$/,
      );
      expect(await status(write)).toMatchObject({ status: "DONE" });
    }
  });
});

describe("keys", () => {
  test("are at most five for one user", async () => {
    const user = await createMember();
    for (let count = 1; count <= 5; count += 1) {
      await createKey(user);
    }
    const sixth = await send("POST", `/um/users/${user}/s3keys`);

    expect(sixth.status).toBe(422);
    expect(message(sixth)).toBe("The maximum number of 5 access keys has been reached");
    expect(sixth.headers.get("location")).toBeNull();
    expect(api.contract.keysOf(user)).toHaveLength(5);
  });

  test("need a group with the privilege", async () => {
    const refused = await send("POST", `/um/users/${await createUser()}/s3keys`);

    expect(refused.status).toBe(422);
    expect(refused.body).toEqual({
      httpStatus: 422,
      messages: [{ errorCode: expect.any(String) as string, message: NO_PRIVILEGE }],
    });
  });

  test("are not there for another user", async () => {
    const key = await createKey(await createMember());
    const other = await createUser({ email: "bob@example.com" });
    const path = `/um/users/${other}/s3keys/${key.id}`;
    const replies = [
      await send("GET", path),
      await send("PUT", path, { properties: { active: true } }),
      await send("DELETE", path),
    ];

    expect(replies.map((reply) => [reply.status, message(reply)])).toEqual(
      replies.map(() => [422, NO_KEY]),
    );
  });

  test("go with their user, and so do memberships", async () => {
    const user = await createMember();
    const { id } = await createKey(user);
    await send("DELETE", `/um/users/${user}`);
    const group = api.contract.allGroups()[0]!;

    expect((await send("GET", `/um/users/${user}/s3keys/${id}`)).status).toBe(404);
    expect(items(await send("GET", `/um/groups/${group.id}/users?depth=1`))).toEqual([]);
    expect(api.contract.activePairs()).toEqual([]);
  });
});

describe("lists", () => {
  test("hold references at depth 0, and properties from depth 1", async () => {
    const user = await createMember();
    const key = await createKey(user);
    const path = `/um/users/${user}/s3keys`;
    const reference = { id: key.id, type: "s3key", href: key.href };

    expect((await send("GET", path)).body).toMatchObject({
      id: "s3keys",
      type: "collection",
      href: `${api.endpoint}/cloudapi/v6${path}`,
    });
    expect(items(await send("GET", path))).toEqual([reference]);
    expect(items(await send("GET", `${path}?depth=2`))).toEqual([key]);
  });

  test("of users can be filtered by e-mail, and come in pages", async () => {
    const emails = ["ada@example.com", "nada@example.com", "bob@example.com"];
    for (const email of emails) {
      await createUser({ email });
    }
    const found = async (query: string): Promise<unknown[]> =>
      items(await send("GET", `/um/users?depth=1&${query}`)).map(
        ({ properties }) => properties["email"],
      );

    expect(await found("filter.email=ADA%40example.com&limit=100&offset=0")).toEqual([emails[0]]);
    expect(await found("filter.email=eve%40example.com")).toEqual([]);
    expect(await found("limit=2")).toEqual(emails.slice(0, 2));
    expect(await found("limit=2&offset=2")).toEqual(emails.slice(2));
  });
});

describe("refused in JSON is", () => {
  const cases: {
    what: string;
    code: number;
    method?: string;
    path?: string;
    body?: unknown;
    headers?: Record<string, string>;
  }[] = [
    { what: "another token", code: 401, headers: { authorization: "Bearer other" } },
    { what: "a password instead of a token", code: 401, headers: { authorization: "Basic YTpi" } },
    { what: "an unknown path", code: 404, path: "/um/roles" },
    { what: "an unknown user", code: 404, path: `/um/users/${UNKNOWN}` },
    { what: "the keys of an unknown user", code: 404, path: `/um/users/${UNKNOWN}/s3keys` },
    { what: "an unknown group", code: 404, path: `/um/groups/${UNKNOWN}` },
    { what: "an unknown request", code: 404, path: `/requests/${UNKNOWN}/status` },
    { what: "a method that the path does not know", code: 405, method: "DELETE" },
    { what: "a broken body", code: 400, method: "POST", body: "{" },
    { what: "a body without properties", code: 400, method: "POST", body: {} },
    { what: "a list as body", code: 400, method: "POST", body: [] },
    { what: "a wrong type", code: 400, method: "POST", body: userBody({ active: "true" }) },
    { what: "a null", code: 400, method: "POST", body: userBody({ email: null }) },
    { what: "a user without e-mail", code: 422, method: "POST", body: userBody({ email: "" }) },
    {
      what: "a group without name",
      code: 422,
      method: "POST",
      path: "/um/groups",
      body: { properties: {} },
    },
    {
      what: "a body over 64 KiB",
      code: 413,
      method: "POST",
      body: userBody({ email: "x".repeat(70_000) }),
    },
    {
      what: "a form",
      code: 415,
      method: "POST",
      body: "a=b",
      headers: { "content-type": "text/plain" },
    },
    { what: "a depth that is no number", code: 400, path: "/um/users?depth=deep" },
  ];

  test.each(cases)("$what", async ({ code, method = "GET", path = "/um/users", body, headers }) => {
    const reply = await send(method, path, body, headers);

    expect(reply.status).toBe(code);
    expect(reply.headers.get("content-type")).toBe("application/json");
    expect(reply.body).toEqual({
      httpStatus: code,
      messages: [
        { errorCode: expect.any(String) as string, message: expect.any(String) as string },
      ],
    });
    expect(api.contract.allUsers()).toEqual([]);
  });

  test("the e-mail of another user, in whatever case", async () => {
    await createUser();
    const bob = await createUser({ email: "bob@example.com" });

    expect((await send("POST", "/um/users", userBody({ email: "ADA@example.com" }))).status).toBe(
      422,
    );
    expect((await send("PUT", `/um/users/${bob}`, userBody())).status).toBe(422);
    expect(
      (await send("PUT", `/um/users/${bob}`, userBody({ email: "BOB@example.com" }))).status,
    ).toBe(202);
  });

  test("no token at all, whatever the path", async () => {
    for (const path of ["/cloudapi/v6/um/users", "/", "/cloudapi/v6/nowhere"]) {
      expect((await fetch(api.endpoint + path)).status).toBe(401);
    }
  });
});

test("errors and the log hold neither passwords nor secrets", async () => {
  const user = await createMember();
  const key = await createKey(user);
  const wrong = await send("POST", "/um/users", userBody({ email: 7 }));
  const path = `/um/users/${user}/s3keys/${key.id}`;

  expect(message(wrong)).toBe("properties.email: must be a string, got number");
  expect((await send("GET", `${path}?depth=0`)).status).toBe(200);
  expect(api.log.at(-1)).toEqual({ method: "GET", path: `/cloudapi/v6${path}`, status: 200 });
  expect(JSON.stringify(api.log)).not.toContain(key.properties["secretKey"]);
  expect(JSON.stringify(api.log)).not.toContain("correct horse");
});

describe("the fault", () => {
  test("privilege-not-propagated refuses the next keys, then no more", async () => {
    const user = await createMember();
    api.faults.arm({ name: "privilege-not-propagated", times: 2 });
    const replies = [];
    for (let count = 1; count <= 3; count += 1) {
      replies.push(await send("POST", `/um/users/${user}/s3keys`));
    }

    expect(replies.map((reply) => reply.status)).toEqual([422, 422, 200]);
    expect(message(replies[0]!)).toBe(NO_PRIVILEGE);
    expect(api.contract.keysOf(user)).toHaveLength(1);
  });

  test("key-update-refused breaks a create in the middle: the key is there, and active", async () => {
    const user = await createMember();
    api.faults.arm({ name: "key-update-refused" });
    const key = await createKey(user);
    const path = `/um/users/${user}/s3keys/${key.id}`;
    const body = { properties: { active: false } };

    expect((await send("PUT", `${path}?depth=1`, body)).status).toBe(422);
    expect(api.contract.key(user, key.id).active).toBe(true);
    expect((await send("PUT", `${path}?depth=1`, body)).status).toBe(202);
  });

  test("slow-request lets a write run for some polls", async () => {
    api.faults.arm({ name: "slow-request", polls: 2 });
    const slow = await send("POST", "/um/users", userBody());
    const quick = await send("POST", "/um/users", userBody({ email: "bob@example.com" }));
    const polls = [await status(slow), await status(slow), await status(slow), await status(quick)];

    expect(polls).toMatchObject([
      { status: "RUNNING" },
      { status: "RUNNING" },
      { status: "DONE" },
      { status: "DONE" },
    ]);
  });

  test("failed-request accepts a write, fails later, and has changed nothing", async () => {
    const user = await createMember();
    api.faults.arm({ name: "failed-request", on: "key", message: "out of keys" });
    const group = await send("POST", "/um/groups", groupBody());
    const failed = await send("POST", `/um/users/${user}/s3keys`);
    const path = `/um/users/${user}/s3keys/${thing(failed).id}`;

    expect(await status(group)).toMatchObject({ status: "DONE" });
    expect(failed.status).toBe(200);
    expect(await status(failed)).toMatchObject({ status: "FAILED", message: "out of keys" });
    expect((await send("GET", path)).status).toBe(422);
    expect(await status(await send("POST", `/um/users/${user}/s3keys`))).toMatchObject({
      status: "DONE",
    });
  });

  test("failed-request waits for a write that is accepted, and spares the deletion of keys", async () => {
    const user = await createMember();
    const key = await createKey(user);
    api.faults.arm({ name: "failed-request" });
    await send("POST", "/um/users", userBody());
    await send("DELETE", `/um/users/${user}/s3keys/${key.id}`);

    expect(api.contract.keysOf(user)).toEqual([]);
    expect(api.faults.list()).toEqual([{ name: "failed-request", times: 1 }]);
  });

  test("token-expired refuses the next requests, also reads", async () => {
    api.faults.arm({ name: "token-expired", times: 2 });
    const replies = [
      await send("GET", "/um/users"),
      await send("POST", "/um/users", userBody()),
      await send("GET", "/um/users"),
    ];

    expect(replies.map((reply) => reply.status)).toEqual([401, 401, 200]);
    expect(items(replies[2]!)).toEqual([]);
  });

  test("token-expired can wait for one method of one kind of thing", async () => {
    api.faults.arm({ name: "token-expired", on: "user", method: "POST" });

    expect((await send("GET", "/um/users")).status).toBe(200);
    expect((await send("POST", "/um/groups", groupBody())).status).toBe(202);
    expect((await send("POST", "/um/users", userBody())).status).toBe(401);
  });

  test("is armed, listed and cleared by hand, without a token", async () => {
    const url = `${api.endpoint}/sandbox/faults`;
    const order: FaultOrder = { name: "slow-request", times: 3, on: "key", polls: 2 };
    const armed = await fetch(url, { method: "POST", body: JSON.stringify(order) });

    expect(armed.status).toBe(201);
    expect(api.faults.list()).toEqual([order]);
    expect(await (await fetch(url)).json()).toEqual([order]);
    expect(await (await fetch(url, { method: "DELETE" })).json()).toEqual([]);
    expect(api.faults.list()).toEqual([]);
  });

  const wrongOrders = [
    "{",
    "[]",
    '{"name":"earthquake"}',
    '{"name":"token-expired","times":0}',
    '{"name":"token-expired","on":"server"}',
    '{"name":"token-expired","method":"PATCH"}',
    '{"name":"slow-request","polls":"2"}',
    '{"name":"failed-request","message":1}',
  ];

  test.each(wrongOrders)("is not armed by %s", async (body) => {
    const reply = await fetch(`${api.endpoint}/sandbox/faults`, { method: "POST", body });

    expect(reply.status).toBe(400);
    expect(api.faults.list()).toEqual([]);
  });
});
