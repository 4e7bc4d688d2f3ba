import { USER_ID } from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";

/** The provider's name in a plan. */
const PROVIDER = "registry.terraform.io/ionos-cloud/ionoscloud";

export type Values = Readonly<Record<string, unknown>>;

/** One entry of `resource_changes`, `resource_drift` or `deferred_changes`. */
export interface ResourceChangeJson {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: { readonly before: Values | null; readonly after: Values | null };
}

interface More {
  readonly mode?: string;
  readonly previous_address?: string;
  readonly deposed?: string;
  readonly index?: string | number;
  readonly action_reason?: string;
  readonly module_address?: string;
  readonly importing?: { readonly id: string };
  readonly after_unknown?: Values;
}

/** A change of a resource as `terraform show -json` writes it; nothing of it is marked sensitive, as seen. */
export function resourceChange(
  address: string,
  actions: readonly string[],
  before: Values | null,
  after: Values | null,
  { after_unknown = {}, importing, ...more }: More = {},
): ResourceChangeJson {
  const [, type = "", name = ""] = /([a-z0-9_]+)\.([^.[]+)(\[[^\]]*\])?$/.exec(address) ?? [];
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: PROVIDER,
    ...more,
    change: {
      actions,
      before,
      after,
      after_unknown: after === null ? false : after_unknown,
      before_sensitive: before === null ? false : {},
      after_sensitive: after === null ? false : {},
      ...(importing && { importing }),
    },
  } as ResourceChangeJson;
}

/** What the provider puts into a state for a key. */
export function keyValues(values: Values = {}): Values {
  return {
    active: true,
    id: SAMPLE_CREDENTIALS.accessKeyId,
    secret_key: SAMPLE_CREDENTIALS.secretAccessKey,
    timeouts: null,
    user_id: USER_ID,
    ...values,
  };
}

/** What is known of a key before it is made, and what is not. */
export function newKey(values: Values = {}): [Values, Pick<More, "after_unknown">] {
  return [
    { active: true, timeouts: null, user_id: USER_ID, ...values },
    { after_unknown: { id: true, secret_key: true } },
  ];
}

/** What the provider puts into a state for a user. */
export function userValues(values: Values = {}): Values {
  return {
    active: true,
    administrator: false,
    email: "ada@example.com",
    first_name: "Ada",
    force_sec_auth: false,
    group_ids: null,
    id: USER_ID,
    last_name: "Example",
    password: "correct horse battery staple",
    password_wo: null,
    password_wo_version: null,
    s3_canonical_user_id: "31313131",
    sec_auth_active: false,
    timeouts: null,
    ...values,
  };
}

interface OutputChangeJson {
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
}

/** What a plan holds besides its changes of resources. */
export interface PlanParts {
  readonly outputs?: Readonly<Record<string, OutputChangeJson>>;
  readonly drift?: readonly ResourceChangeJson[];
  readonly deferred?: readonly ResourceChangeJson[];
  readonly dataSources?: readonly Values[];
  readonly configuration?: Values;
}

/** The JSON of a plan, with all that Terraform 1.11 writes into it. */
export function planJson(changes: readonly ResourceChangeJson[], parts: PlanParts = {}): string {
  const { outputs = {}, drift = [], deferred = [], dataSources = [] } = parts;
  const side = (which: "before" | "after"): Values => ({
    outputs: Object.fromEntries(
      Object.entries(outputs)
        .filter(([, output]) => (output[which] ?? null) !== null)
        .map(([name, output]) => [name, { sensitive: false, value: output[which] }]),
    ),
    root_module: {
      resources: changes
        .filter(({ change }) => change[which] !== null)
        .map(({ change, ...resource }) => ({
          ...resource,
          schema_version: 0,
          values: change[which],
          sensitive_values: {},
        })),
    },
  });
  const prior = side("before");
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: side("after"),
    ...(drift.length > 0 && { resource_drift: drift }),
    resource_changes: changes,
    ...(deferred.length > 0 && {
      deferred_changes: deferred.map((change) => ({
        reason: "resource_config_unknown",
        resource_change: change,
      })),
    }),
    output_changes: outputs,
    prior_state: {
      format_version: "1.0",
      terraform_version: "1.11.4",
      values: {
        ...prior,
        root_module: {
          resources: [
            ...(prior["root_module"] as { resources: Values[] }).resources,
            ...dataSources,
          ],
        },
      },
    },
    configuration: { root_module: parts.configuration ?? {} },
    timestamp: "2026-11-22T07:00:00Z",
    applyable: true,
    complete: true,
    errored: false,
  });
}

/** A share descriptor as `PresignedUrl` writes it. */
export function descriptor(values: Values = {}): Values {
  return {
    access_key_fingerprint: "a2a1c2f9ff5a4e2b",
    bucket: "acme-reports",
    endpoint: "https://s3.eu-central-3.ionoscloud.com",
    expires_at: "2026-11-22T18:00:00Z",
    format: "presigned-url/1",
    method: "GET",
    object_key: "2026/q3.pdf",
    region: "eu-central-3",
    renews_at: "2026-11-22T12:00:00Z",
    signed_at: "2026-11-22T06:00:00Z",
    signed_headers: {},
    version_id: "",
    ...values,
  };
}

/** An output that stays as it is. */
export function unchanged(value: unknown): OutputChangeJson {
  return { actions: ["no-op"], before: value, after: value, after_unknown: false };
}
