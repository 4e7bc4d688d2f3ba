import type { FindingKind } from "../../lib/review";
import { OTHER_USER_ID, USER_ID } from "../program";
import {
  keyValues,
  newKey,
  planJson,
  type PlanParts,
  resourceChange,
  type ResourceChangeJson,
  userValues,
  type Values,
} from "./plan-json";

/** Changes of keys and users in one plan, with all that they are. */
export interface KeyPlan {
  readonly changes: readonly ResourceChangeJson[];
  readonly parts?: PlanParts;

  /** `KIND ADDRESS`, in any order. */
  readonly found: readonly `${FindingKind} ${string}`[];
}

const KEY = "ionoscloud_s3_key.deploy";
const USER = "ionoscloud_user.ada";
const ACCESS_KEY = "ionoscloud_object_storage_accesskey.deploy";

const create = (address = KEY, values: Values = {}): ResourceChangeJson =>
  resourceChange(address, ["create"], null, ...newKey(values));
const update = (before: Values, after: Values, address = KEY): ResourceChangeJson =>
  resourceChange(address, ["update"], keyValues(before), keyValues(after));
const replace = (address = KEY, before: Values = {}, after: Values = {}): ResourceChangeJson =>
  resourceChange(address, ["delete", "create"], keyValues(before), ...newKey(after));
const remove = (address = KEY, before: Values = {}): ResourceChangeJson =>
  resourceChange(address, ["delete"], keyValues(before), null);
const stay = (more: Parameters<typeof resourceChange>[4] = {}, address = KEY): ResourceChangeJson =>
  resourceChange(address, ["no-op"], keyValues(), keyValues(), more);
const user = (before: Values | null, after: Values | null, action = "update"): ResourceChangeJson =>
  resourceChange(
    USER,
    [action],
    before && userValues(before),
    after && userValues(after),
    before === null ? { after_unknown: { id: true, s3_canonical_user_id: true } } : {},
  );

const accessKey = (values: Values = {}): Values => ({
  accesskey: "EAAAAAAccessKeyOfTheOtherResource",
  canonical_user_id: "31313131",
  contract_user_id: "32323232",
  description: "deploy",
  id: "99999999-2222-3333-4444-555555555555",
  secretkey: "SecretOfTheOtherResource",
  timeouts: null,
  ...values,
});

/** The note about the owner that `ObjectStorageKey` keeps beside its key. */
const owner = (actions: readonly string[], before: string | null, after: string | null) =>
  resourceChange(
    "terraform_data.Deploy_Owner_3C3D1C47",
    actions,
    before === null ? null : { id: "8a5d", input: before, output: before, triggers_replace: null },
    after === null ? null : { input: after, triggers_replace: null },
    { after_unknown: { output: true } },
  );

/**
 * Plans of keys and users, as the official provider 6.7.34 makes Terraform 1.11 write them: written by hand after
 * recorded plans and the provider's schema.
 */
export const KEY_PLANS: Readonly<Record<string, KeyPlan>> = {
  "a key is made": { changes: [create()], found: [`key-created ${KEY}`] },
  "a construct's key is made, with the note about its owner": {
    changes: [
      create("ionoscloud_s3_key.Deploy_7B206E61", { active: false }),
      owner(["create"], null, USER_ID),
    ],
    found: ["key-created ionoscloud_s3_key.Deploy_7B206E61"],
  },
  "keys of a module and of a list are made": {
    changes: [create('module.ci["eu"].ionoscloud_s3_key.k[0]'), create("ionoscloud_s3_key.k[1]")],
    found: [
      'key-created module.ci["eu"].ionoscloud_s3_key.k[0]',
      "key-created ionoscloud_s3_key.k[1]",
    ],
  },
  "another kind of key is made": {
    changes: [
      resourceChange(
        ACCESS_KEY,
        ["create"],
        null,
        { description: "deploy", timeouts: null },
        {
          after_unknown: {
            accesskey: true,
            canonical_user_id: true,
            contract_user_id: true,
            id: true,
            secretkey: true,
          },
        },
      ),
    ],
    found: [`key-created ${ACCESS_KEY}`],
  },

  "a key is activated": {
    changes: [update({ active: false }, { active: true })],
    found: [`key-activated ${KEY}`],
  },
  "a key whose status was not said is activated": {
    changes: [update({ active: null }, { active: true })],
    found: [`key-activated ${KEY}`],
  },
  "a key is deactivated": {
    changes: [update({ active: true }, { active: false })],
    found: [`key-deactivated ${KEY}`],
  },
  "two keys swap": {
    changes: [
      update({ active: true }, { active: false }, "ionoscloud_s3_key.old"),
      update({ active: false }, { active: true }, "ionoscloud_s3_key.new"),
    ],
    found: ["key-deactivated ionoscloud_s3_key.old", "key-activated ionoscloud_s3_key.new"],
  },

  "a key is replaced": { changes: [replace()], found: [`key-replaced ${KEY}`] },
  "a key is replaced, the new one first": {
    changes: [
      resourceChange(KEY, ["create", "delete"], keyValues(), ...newKey({ user_id: OTHER_USER_ID })),
      owner(["update"], USER_ID, OTHER_USER_ID),
    ],
    found: [`key-replaced ${KEY}`],
  },
  "another kind of key is replaced": {
    changes: [
      resourceChange(
        ACCESS_KEY,
        ["delete", "create"],
        accessKey(),
        { description: "deploy", timeouts: null },
        { after_unknown: { accesskey: true, id: true, secretkey: true } },
      ),
    ],
    found: [`key-replaced ${ACCESS_KEY}`],
  },

  "a key is deleted": {
    changes: [remove(), owner(["delete"], USER_ID, null)],
    found: [`key-deleted ${KEY}`],
  },
  "an object that could not be deleted before is deleted": {
    changes: [resourceChange(KEY, ["delete"], keyValues(), null, { deposed: "ab12cd34" }), stay()],
    found: [`key-deleted ${KEY}`],
  },
  "another kind of key is deleted": {
    changes: [resourceChange(ACCESS_KEY, ["delete"], accessKey(), null)],
    found: [`key-deleted ${ACCESS_KEY}`],
  },

  "a user becomes an administrator": {
    changes: [user({}, { administrator: true })],
    found: [`user-promoted ${USER}`],
  },
  "a user is made as an administrator": {
    changes: [user(null, { administrator: true, id: undefined }, "create")],
    found: [`user-promoted ${USER}`],
  },

  "a key moves": {
    changes: [stay({ previous_address: "ionoscloud_s3_key.Old_F7E39C65" })],
    found: [`unrecognized ${KEY}`],
  },
  "a key is taken over": {
    changes: [stay({ importing: { id: `${USER_ID}/ACCESS` } })],
    found: [`unrecognized ${KEY}`],
  },
  "a key is taken over and deactivated": {
    changes: [
      resourceChange(KEY, ["update"], keyValues(), keyValues({ active: false }), {
        importing: { id: `${USER_ID}/ACCESS` },
      }),
    ],
    found: [`key-deactivated ${KEY}`, `unrecognized ${KEY}`],
  },
  "a key moves and is activated": {
    changes: [
      resourceChange(KEY, ["update"], keyValues({ active: false }), keyValues(), {
        previous_address: "ionoscloud_s3_key.old",
      }),
    ],
    found: [`key-activated ${KEY}`, `unrecognized ${KEY}`],
  },
  "a key is forgotten": {
    changes: [resourceChange(KEY, ["forget"], keyValues(), null)],
    found: [`unrecognized ${KEY}`],
  },
  "a key gets another owner in place": {
    changes: [update({}, { user_id: OTHER_USER_ID })],
    found: [`unrecognized ${KEY}`],
  },
  "a key gets an owner that is not made yet, and is deactivated": {
    changes: [
      resourceChange(
        KEY,
        ["update"],
        keyValues(),
        keyValues({ user_id: undefined, active: false }),
        {
          after_unknown: { user_id: true },
        },
      ),
    ],
    found: [`key-deactivated ${KEY}`, `unrecognized ${KEY}`],
  },
  "a key's status is no longer said": {
    changes: [update({}, { active: null })],
    found: [`unrecognized ${KEY}`],
  },
  "a key's status is known after apply": {
    changes: [
      resourceChange(KEY, ["update"], keyValues(), keyValues({ active: undefined }), {
        after_unknown: { active: true },
      }),
    ],
    found: [`unrecognized ${KEY}`],
  },
  "only the timeouts of a key change": {
    changes: [
      update({}, { timeouts: { create: "5m", default: null, delete: null, update: null } }),
    ],
    found: [`unrecognized ${KEY}`],
  },
  "only the description of another kind of key changes": {
    changes: [
      resourceChange(ACCESS_KEY, ["update"], accessKey(), accessKey({ description: "ci" })),
    ],
    found: [`unrecognized ${ACCESS_KEY}`],
  },
  "Terraform does with a key what is not known here": {
    changes: [resourceChange(KEY, ["create", "forget"], keyValues(), ...newKey())],
    found: [`unrecognized ${KEY}`],
  },
  "a key was deactivated outside, and is activated again": {
    changes: [update({ active: false }, { active: true })],
    parts: { drift: [update({ active: true }, { active: false })] },
    found: [`key-activated ${KEY}`, `unrecognized ${KEY}`],
  },
  "a key was deleted outside, and is made again": {
    changes: [create()],
    parts: { drift: [remove()] },
    found: [`key-created ${KEY}`, `unrecognized ${KEY}`],
  },
  "a change of a key is put off": {
    changes: [],
    parts: { deferred: [create()] },
    found: [`unrecognized ${KEY}`],
  },
  "a user is an administrator no more": {
    changes: [user({ administrator: true }, {})],
    found: [`unrecognized ${USER}`],
  },
  "a user is deactivated": {
    changes: [user({}, { active: false })],
    found: [`unrecognized ${USER}`],
  },
  "a user goes, with a key": {
    changes: [user({}, null, "delete"), remove()],
    found: [`unrecognized ${USER}`, `key-deleted ${KEY}`],
  },
  "a user became an administrator outside": {
    changes: [],
    parts: { drift: [user({}, { administrator: true })] },
    found: [`unrecognized ${USER}`],
  },

  "everything at once": {
    changes: [
      create("ionoscloud_s3_key.a"),
      update({ active: false }, { active: true }, "ionoscloud_s3_key.b"),
      update({ active: true }, { active: false, user_id: OTHER_USER_ID }, "ionoscloud_s3_key.c"),
      replace("ionoscloud_s3_key.d"),
      remove("ionoscloud_s3_key.e"),
      user({}, { administrator: true, active: false }),
    ],
    found: [
      "key-created ionoscloud_s3_key.a",
      "key-activated ionoscloud_s3_key.b",
      "key-deactivated ionoscloud_s3_key.c",
      "unrecognized ionoscloud_s3_key.c",
      "key-replaced ionoscloud_s3_key.d",
      "key-deleted ionoscloud_s3_key.e",
      `user-promoted ${USER}`,
      `unrecognized ${USER}`,
    ],
  },

  "nothing happens to keys": { changes: [stay(), user({}, {}, "no-op")], found: [] },
  "a secret key is read that was missing": {
    changes: [stay()],
    parts: { drift: [update({ secret_key: null }, {})] },
    found: [],
  },
  "users change in what is not about keys": {
    changes: [
      user({}, { first_name: "Augusta" }),
      resourceChange("ionoscloud_user.new", ["create"], null, userValues({ id: undefined }), {
        after_unknown: { id: true },
      }),
    ],
    found: [],
  },
  "foreign resources have words of keys": {
    changes: [
      resourceChange(
        "aws_iam_access_key.deploy",
        ["delete"],
        { id: "AKIAIOSFODNN7EXAMPLE", secret: "s", status: "Active" },
        null,
      ),
      resourceChange(
        "ionoscloud_s3_bucket.reports",
        ["delete", "create"],
        { name: "acme-reports", region: "eu-central-3", id: "acme-reports" },
        { name: "acme-reports-2", region: "eu-central-3" },
        { after_unknown: { id: true } },
      ),
      resourceChange("terraform_data.active", ["update"], { input: true }, { input: false }),
      resourceChange("ionoscloud_group.storage", ["update"], { name: "a" }, { name: "b" }),
      resourceChange("data.ionoscloud_s3_key.deploy", ["read"], null, keyValues(), {
        mode: "data",
      }),
    ],
    found: [],
  },
};

/** The JSON of one of the plans. */
export function keyPlanJson({ changes, parts }: KeyPlan): string {
  return planJson(changes, parts);
}
