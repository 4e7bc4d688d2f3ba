import type { Attributes, Diagnostic, Provider } from "../../../lib/plugin/protocol";
import { Client } from "./client";
import { group, groupData } from "./group";
import { s3Key, s3KeyData } from "./s3-key";
import { PROVIDER_SCHEMA } from "./schemas";
import { user, userData } from "./user";

/** What holds where a `provider` block says nothing else. */
export interface Defaults {
  readonly endpoint: string;
  readonly token: string;

  /** @default 100 */
  readonly pollPauseMs?: number;
}

const POLL_PAUSE_MS = 100;

/**
 * A stand-in for provider `ionos-cloud/ionoscloud` 6.7.34, with three of its types: the same schemas, the same
 * requests, the same plans and the same texts as were seen of it, including what is wrong with them.
 *
 * The genuine one takes what its block leaves out from its environment, which is Terraform's. This one runs
 * elsewhere and cannot see that: so `IONOS_API_URL` and `IONOS_TOKEN` come as defaults, from the sandbox that
 * prints them. `IONOS_S3_KEY_CREATION_RETRY` it does not have.
 */
export function ionoscloudProvider(defaults: Defaults): Provider<Client> {
  return {
    configuration: {
      schema: PROVIDER_SCHEMA,
      validate,
      configure: (config) =>
        new Client({
          endpoint: text(config, "endpoint") ?? defaults.endpoint,
          headers: headersOf(config, defaults),
          pollPauseMs: defaults.pollPauseMs ?? POLL_PAUSE_MS,
        }),
    },
    resources: { ionoscloud_s3_key: s3Key, ionoscloud_user: user, ionoscloud_group: group },
    dataSources: {
      ionoscloud_s3_key: s3KeyData,
      ionoscloud_user: userData,
      ionoscloud_group: groupData,
    },
  };
}

function validate(config: Attributes): Diagnostic[] {
  return text(config, "username") !== undefined && config["password"] === null
    ? [{ severity: "error", summary: "missing credentials", detail: CREDENTIALS }]
    : [];
}

const CREDENTIALS = "either token or username and password must be set";

/** A token comes before user name and password, as in the genuine one. */
function headersOf(config: Attributes, { token }: Defaults): Record<string, string> {
  const [username, password] = [text(config, "username"), text(config, "password")];
  const contract = text(config, "contract_number");
  const given = text(config, "token");
  const basic =
    given === undefined && username !== undefined && password !== undefined
      ? `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`
      : undefined;
  return {
    authorization: basic ?? `Bearer ${given ?? token}`,
    ...(contract !== undefined && { "x-contract-number": contract }),
  };
}

/** A text of the block; one that is not known, or empty, counts as left out. */
function text(config: Attributes, name: string): string | undefined {
  const value = config[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
