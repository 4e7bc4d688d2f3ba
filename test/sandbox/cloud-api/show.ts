import type { Group, Key, User } from "./contract";

/** Shows a thing as the Cloud API does; its `href` begins with the base. */
export type Show<T> = (thing: T, base: string) => object;

export const showUser: Show<User> = ({ id, createdDate, properties, canonicalId }, base) => ({
  id,
  type: "user",
  href: `${base}/um/users/${id}`,
  metadata: { createdDate },
  properties: { ...properties, secAuthActive: false, s3CanonicalUserId: canonicalId },
});

export const showGroup: Show<Group> = ({ id, createdDate, properties }, base) => ({
  id,
  type: "group",
  href: `${base}/um/groups/${id}`,
  metadata: { createdDate },
  properties,
});

/** With its secret, in reads too: IONOS' samples show it there, and the provider takes it from nowhere else. */
export const showKey: Show<Key> = ({ id, userId, createdDate, secretKey, active }, base) => ({
  id,
  type: "s3key",
  href: `${base}/um/users/${userId}/s3keys/${id}`,
  metadata: { createdDate },
  properties: { secretKey, active },
});
