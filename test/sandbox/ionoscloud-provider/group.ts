import {
  type Attributes,
  type DataSource,
  OperationError,
  type Resource,
  Unknown,
} from "../../../lib/plugin/protocol";
import { type Client, type Thing } from "./client";
import { finishCreate, unlessMissing } from "./crud";
import { about, attempt } from "./failure";
import { addMember, changeMembers, idsOf } from "./members";
import { asPlanned, made, optional, plan } from "./plan";
import { dataSourceSchema, resourceSchema } from "./schemas";
import { optionalText, text } from "./text";

const SCHEMA = resourceSchema("ionoscloud_group");

/** Attribute to property: all that are true or false, but for the one that is about reading. */
const PRIVILEGES: readonly (readonly [attribute: string, property: string])[] = Object.entries(
  SCHEMA.block.attributes ?? {},
)
  .filter(([name, { type }]) => type === "bool" && name !== "get_users_data")
  .map(([name]) => [name, propertyOf(name)]);

/** `ionoscloud_group`. Its members are read into `users`, but never into `user_ids`. */
export const group: Resource<Client> = {
  schema: SCHEMA,

  validate: (config) =>
    config["user_id"] !== null && config["user_ids"] !== null
      ? [
          {
            severity: "error",
            summary: "Conflicting configuration arguments",
            detail: '"user_id": conflicts with user_ids',
          },
        ]
      : [],

  plan(change) {
    const { planned } = plan(SCHEMA.block, change);
    const { prior } = change;
    const sameMembers =
      prior !== null &&
      ["user_id", "user_ids", "get_users_data"].every(
        (name) => JSON.stringify(planned[name]) === JSON.stringify(prior[name]),
      );
    return { planned: sameMembers ? planned : { ...planned, users: Unknown.VALUE } };
  },

  async create(client, { planned }) {
    const post = client.ask("POST", "/um/groups", { depth: 0 }, bodyOf(planned));
    const accepted = await attempt("an error occurred while creating a group", post);
    const { id } = accepted.body as Thing;
    const begun = made(planned, id);
    await finishCreate(client, accepted, begun);
    return about(begun, async () => {
      for (const user of membersOf(planned)) {
        await addMember(client, id, user);
      }
      return asPlanned(planned, (await read(client, begun)) ?? begun);
    });
  },

  async update(client, { prior, planned }) {
    return about(planned, async () => {
      const id = text(planned, "id");
      const put = client.ask("PUT", `/um/groups/${id}`, { depth: 0 }, bodyOf(planned));
      await client.finish(await attempt(`an error occurred while patching a group ID ${id}`, put));
      await changeMembers(client, {
        from: membersOf(prior),
        to: membersOf(planned),
        membership: (member) => [id, member],
      });
      const actual = await read(client, planned);
      return actual && asPlanned(planned, actual);
    });
  },

  async delete(client, prior) {
    await about(prior, () => client.write("DELETE", `/um/groups/${text(prior, "id")}`));
  },

  read,

  async import(client, id) {
    const nothing = Object.fromEntries(PRIVILEGES.map(([name]) => [name, false]));
    const state = await read(client, { ...nothing, id, name: null });
    if (state === null) {
      throw new OperationError(`group does not exist"${id}"`);
    }
    return state;
  },
};

/** The data source: the group with an id, or with a name. */
export const groupData: DataSource<Client> = {
  schema: dataSourceSchema("ionoscloud_group"),

  async read(client, config) {
    const found = await find(client, optionalText(config, "id"), optionalText(config, "name"));
    const nothing = Object.fromEntries(PRIVILEGES.map(([name]) => [name, false]));
    return withUsers(client, shown({ ...config, ...nothing }, found));
  },
};

async function find(client: Client, id: string | null, name: string | null): Promise<Thing> {
  if (id !== null && name !== null) {
    throw new OperationError("id and name cannot be both specified in the same time");
  }
  const get = (groupId: string): Promise<Thing> =>
    attempt(
      `an error occurred while fetching group with ID ${groupId}`,
      client.get(`/um/groups/${groupId}`, 0),
    );
  if (id !== null) {
    return get(id);
  }
  if (name === null) {
    throw new OperationError("please provide either the group id or name");
  }
  const list = client.list("/um/groups", { depth: 1 });
  const groups = await attempt("an error occurred while fetching groups", list);
  const [found, ...others] = groups.filter(({ properties }) => properties["name"] === name);
  if (found === undefined) {
    throw new OperationError(`no group found with the specified name = ${name}`);
  }
  if (others.length > 0) {
    throw new OperationError(
      `more than one group found with the specified criteria name = ${name}`,
    );
  }
  return get(found.id);
}

async function read(client: Client, current: Attributes): Promise<Attributes | null> {
  return about(current, async () => {
    const id = text(current, "id");
    const get = unlessMissing(client.get(`/um/groups/${id}`, 0));
    const found = await attempt(`an error occurred while fetching a Group ID ${id}`, get);
    return found && (await withUsers(client, shown(current, found)));
  });
}

function shown(current: Attributes, { id, properties }: Thing): Attributes {
  const privileges = PRIVILEGES.map(([attribute, property]) => [
    attribute,
    optional(current[attribute], properties[property], false),
  ]);
  return {
    ...current,
    ...(Object.fromEntries(privileges) as Attributes),
    id,
    name: (properties["name"] as string | undefined) ?? current["name"] ?? null,
  };
}

/** Reads the members, unless the configuration says not to. */
async function withUsers(client: Client, state: Attributes): Promise<Attributes> {
  if (state["get_users_data"] === false) {
    return { ...state, users: [] };
  }
  const list = client.list(`/um/groups/${text(state, "id")}/users`, { depth: 1 });
  const users = await attempt("an error occurred while fetching the users of a group", list);
  return {
    ...state,
    users: users.map(({ id, properties }) => ({
      id,
      first_name: properties["firstname"] as string,
      last_name: properties["lastname"] as string,
      email: properties["email"] as string,
      administrator: properties["administrator"] as boolean,
      force_sec_auth: properties["forceSecAuth"] as boolean,
    })),
  };
}

function membersOf(state: Attributes): string[] {
  return [
    ...idsOf(state["user_ids"]),
    ...idsOf(state["user_id"] === null ? [] : [state["user_id"]!]),
  ];
}

/** Every property is sent, false where it is not set. */
function bodyOf(planned: Attributes): object {
  const privileges = PRIVILEGES.map(
    ([attribute, property]) => [property, planned[attribute] ?? false] as const,
  );
  return { properties: { ...Object.fromEntries(privileges), name: planned["name"] } };
}

/** `s3_privilege` is `s3Privilege`; two are not so regular. */
function propertyOf(attribute: string): string {
  const irregular = { create_datacenter: "createDataCenter", manage_dbaas: "manageDBaaS" };
  return (
    irregular[attribute as keyof typeof irregular] ??
    attribute.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  );
}
