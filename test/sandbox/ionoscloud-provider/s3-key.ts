import {
  type Attributes,
  type DataSource,
  OperationError,
  type Resource,
} from "../../../lib/plugin/protocol";
import { ApiError } from "./api-error";
import type { Client, Thing } from "./client";
import { about, attempt } from "./failure";
import { asPlanned, made, optional, plan } from "./plan";
import { dataSourceSchema, resourceSchema } from "./schemas";
import { text } from "./text";

const SCHEMA = resourceSchema("ionoscloud_s3_key");

/** `ionoscloud_s3_key`. Its id is the access key. */
export const s3Key: Resource<Client> = {
  schema: SCHEMA,

  plan: (change) => plan(SCHEMA.block, change),

  async create(client, { planned }) {
    const post = client.ask("POST", keysOf(planned));
    const accepted = await attempt("error creating Object Storage key", post);
    const { id } = accepted.body as Thing;
    const begun = made(planned, id);
    return about(begun, async () => {
      await client.finish(accepted);
      // Active by now; what it shall be takes a second request.
      const put = client.ask("PUT", pathOf(begun), { depth: 1 }, propertiesOf(begun));
      await client.finish(await attempt(`error saving key data ${id}`, put));
      return asPlanned(planned, (await read(client, begun)) ?? begun);
    });
  },

  async update(client, { planned }) {
    return about(planned, async () => {
      // With the new owner where the user_id has changed, who has no such key.
      const put = client.ask("PUT", pathOf(planned), { depth: 0 }, propertiesOf(planned));
      const doing = "error while updating Object Storage key";
      const accepted = await attempt(doing, unlessMissing(put));
      if (accepted === null) {
        return null;
      }
      await client.finish(accepted);
      const actual = await read(client, planned);
      return actual && asPlanned(planned, actual);
    });
  },

  async delete(client, prior) {
    await about(prior, async () => {
      const deletion = client.ask("DELETE", pathOf(prior));
      const doing = "error while deleting Object Storage key";
      if ((await attempt(doing, unlessMissing(deletion))) === null) {
        return;
      }
      // Nobody asks for the status of this one: the key is looked at until it is gone.
      while ((await read(client, prior)) !== null) {
        await client.pause();
      }
    });
  },

  read,

  async import(client, importId) {
    const [userId, id, ...rest] = importId.split("/");
    if (!userId || !id || rest.length > 0) {
      throw new OperationError("invalid import. Expecting {userID}/{s3KeyID}");
    }
    const state = await read(client, whatever({ user_id: userId, id }));
    return state ?? notFound(id);
  },
};

/** The data source: the key with an id, or the only one of a user. */
export const s3KeyData: DataSource<Client> = {
  schema: dataSourceSchema("ionoscloud_s3_key"),

  async read(client, config) {
    if (config["id"] !== null) {
      return (await read(client, whatever(config))) ?? notFound(text(config, "id"));
    }
    const list = client.list(keysOf(config), { depth: 2 });
    const [key, ...others] = await attempt("error while reading Object Storage keys", list);
    if (key === undefined || others.length > 0) {
      const number = key === undefined ? "no" : "more than one";
      throw new OperationError(
        `${number} storage key found with the specified criteria: userID = ${text(config, "user_id")}`,
      );
    }
    return shown(whatever(config), key);
  },
};

async function read(client: Client, current: Attributes): Promise<Attributes | null> {
  return about(current, async () => {
    const get = client.get(pathOf(current), 0);
    const key = await attempt("error while reading Object Storage key", unlessMissing(get));
    return key && shown(current, key);
  });
}

function shown(current: Attributes, { id, properties }: Thing): Attributes {
  return {
    ...current,
    id,
    secret_key: (properties["secretKey"] as string | undefined) ?? current["secret_key"] ?? null,
    active: optional(current["active"], properties["active"], true),
  };
}

/** A key of which no configuration says whether it is active. */
function whatever(key: Attributes): Attributes {
  return { ...key, active: false };
}

function keysOf(key: Attributes): string {
  return `/um/users/${text(key, "user_id")}/s3keys`;
}

function pathOf(key: Attributes): string {
  return `${keysOf(key)}/${text(key, "id")}`;
}

function propertiesOf(key: Attributes): object {
  return { properties: { active: key["active"] ?? true } };
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError && error.isKeyNotFound) {
      return null;
    }
    throw error;
  }
}

function notFound(id: string): never {
  throw new OperationError(`unable to find Object Storage key "${id}"`);
}
