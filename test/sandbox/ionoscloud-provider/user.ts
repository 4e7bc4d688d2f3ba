import {
  type Attributes,
  type DataSource,
  type Diagnostic,
  OperationError,
  type Resource,
  type Value,
} from "../../../lib/plugin/protocol";
import type { Client, Thing } from "./client";
import { finishCreate, unlessMissing } from "./crud";
import { about, attempt } from "./failure";
import { addMember, changeMembers, idsOf } from "./members";
import { asPlanned, made, optional, plan } from "./plan";
import { dataSourceSchema, resourceSchema } from "./schemas";
import { optionalText, text } from "./text";

const SCHEMA = resourceSchema("ionoscloud_user");

/** `ionoscloud_user`. What its configuration leaves out is false, `active` too. */
export const user: Resource<Client> = {
  schema: SCHEMA,

  validate: onePassword,

  plan(change) {
    const { planned } = plan(SCHEMA.block, change);
    const email = change.prior?.["email"];
    return {
      planned: sameEmail(email, planned["email"]) ? { ...planned, email: email! } : planned,
    };
  },

  async create(client, { planned, config }) {
    const password = (config["password"] ?? config["password_wo"]) as string;
    const body = { properties: { ...propertiesOf(planned), password } };
    const post = client.ask("POST", "/um/users", { depth: 0 }, body);
    const accepted = await attempt("an error occurred while creating a user", post);
    const { id } = accepted.body as Thing;
    const begun = made(planned, id);
    await finishCreate(client, accepted, begun);
    return about(begun, async () => {
      for (const group of idsOf(planned["group_ids"])) {
        await addMember(client, group, id);
      }
      return asPlanned(planned, (await read(client, begun)) ?? begun);
    });
  },

  async update(client, { prior, planned, config }) {
    return about(planned, async () => {
      const id = text(planned, "id");
      const get = client.get(`/um/users/${id}`, 0);
      const { properties } = await attempt("an error occurred while fetching a User", get);
      const password = changedPassword(prior, planned, config);
      const body = {
        properties: { ...properties, ...propertiesOf(planned), ...(password && { password }) },
      };
      const put = client.ask("PUT", `/um/users/${id}`, { depth: 0 }, body);
      await client.finish(await attempt("an error occurred while patching a user", put));
      await changeMembers(client, {
        from: prior["group_ids"],
        to: planned["group_ids"],
        membership: (group) => [group, id],
      });
      const actual = await read(client, planned);
      return actual && asPlanned(planned, actual);
    });
  },

  async delete(client, prior) {
    await about(prior, async () => {
      const deletion = unlessMissing(client.ask("DELETE", `/um/users/${text(prior, "id")}`));
      const accepted = await attempt("an error occurred while deleting a user", deletion);
      await (accepted && client.finish(accepted));
    });
  },

  read,

  async import(client, id) {
    const none = { ...EVERY_ATTRIBUTE, id, active: false, administrator: false };
    const state = await read(client, { ...none, force_sec_auth: false });
    if (state === null) {
      throw new OperationError(`unable to find user "${id}"`);
    }
    return state;
  },
};

/** The data source: the user with an id, or with an e-mail address. */
export const userData: DataSource<Client> = {
  schema: dataSourceSchema("ionoscloud_user"),

  async read(client, config) {
    const found = await find(client, optionalText(config, "id"), optionalText(config, "email"));
    const list = client.list(`/um/users/${found.id}/groups`, { depth: 1 });
    const groups = await attempt("an error occurred while fetching groups", list);
    return {
      ...shown({ ...config, active: false, administrator: false, force_sec_auth: false }, found),
      email: config["email"] ?? (found.properties["email"] as string),
      groups: groups.map(({ id, properties }) => ({ id, name: properties["name"] as string })),
    };
  },
};

const EVERY_ATTRIBUTE: Attributes = Object.fromEntries(
  Object.keys(SCHEMA.block.attributes ?? {}).map((name) => [name, null]),
);

async function find(client: Client, id: string | null, email: string | null): Promise<Thing> {
  if (id !== null && email !== null) {
    throw new OperationError("id and email cannot be both specified in the same time");
  }
  if (id !== null) {
    const get = client.get(`/um/users/${id}`, 0);
    return attempt(`an error occurred while fetching user with ID ${id}`, get);
  }
  if (email === null) {
    throw new OperationError("please provide either the user id or email");
  }
  const query = { depth: 1, "filter.email": email, limit: 100, offset: 0 };
  const list = client.list("/um/users", query);
  const [found, ...others] = await attempt("an error occurred while fetching users", list);
  if (found === undefined || others.length > 0) {
    const number = found === undefined ? "no" : "more than one";
    throw new OperationError(`${number} user found with the specified criteria: email = ${email}`);
  }
  return found;
}

async function read(client: Client, current: Attributes): Promise<Attributes | null> {
  return about(current, async () => {
    const get = unlessMissing(client.get(`/um/users/${text(current, "id")}`, 1));
    const found = await attempt("an error occurred while fetching a User", get);
    return found && shown(current, found);
  });
}

/** Groups are not looked at, nor is a password shown: both stay as they are in the state. */
function shown(current: Attributes, { id, properties: now }: Thing): Attributes {
  const kept = (name: string, shownAs: string): Value =>
    (now[shownAs] as Value | undefined) ?? current[name] ?? null;
  return {
    ...current,
    id,
    first_name: kept("first_name", "firstname"),
    last_name: kept("last_name", "lastname"),
    email: kept("email", "email"),
    administrator: optional(current["administrator"], now["administrator"], false),
    force_sec_auth: optional(current["force_sec_auth"], now["forceSecAuth"], false),
    active: optional(current["active"], now["active"], false),
    sec_auth_active: kept("sec_auth_active", "secAuthActive"),
    s3_canonical_user_id: kept("s3_canonical_user_id", "s3CanonicalUserId"),
  };
}

function propertiesOf(planned: Attributes): object {
  return {
    active: planned["active"] ?? false,
    administrator: planned["administrator"] ?? false,
    email: planned["email"],
    firstname: planned["first_name"],
    forceSecAuth: planned["force_sec_auth"] ?? false,
    lastname: planned["last_name"],
  };
}

/** A write-only password counts as changed when its version is. */
function changedPassword(
  prior: Attributes,
  planned: Attributes,
  config: Attributes,
): Value | undefined {
  if (planned["password"] !== null && planned["password"] !== prior["password"]) {
    return planned["password"];
  }
  return planned["password_wo_version"] !== prior["password_wo_version"]
    ? config["password_wo"]
    : undefined;
}

function onePassword(config: Attributes): Diagnostic[] {
  const given = ["password", "password_wo"].filter((name) => config[name] !== null);
  const names = "`password,password_wo`";
  return given.length === 1
    ? []
    : [
        {
          severity: "error",
          summary: "Invalid combination of arguments",
          detail:
            given.length === 0
              ? `"password": one of ${names} must be specified`
              : `"password": only one of ${names} can be specified, but ${names} were specified.`,
        },
      ];
}

function sameEmail(a: Value | undefined, b: Value | undefined): boolean {
  return typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();
}
