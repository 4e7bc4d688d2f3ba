import { Contract, type GroupProperties, PRIVILEGES, type UserProperties } from "./contract";

const ADA: UserProperties = {
  firstname: "Ada",
  lastname: "Example",
  email: "ada@example.com",
  administrator: false,
  forceSecAuth: false,
  active: true,
};

const S3_USERS = {
  ...Object.fromEntries(PRIVILEGES.map((name) => [name, name === "s3Privilege"])),
  name: "s3-users",
} as GroupProperties;

/** Bytes that count up, so that all of a run is known beforehand. */
function contract(): Contract {
  let next = 0;
  return new Contract({
    randomBytes: (size) => Buffer.alloc(size, (next += 1)),
    now: () => new Date("2026-01-02T03:04:05Z"),
  });
}

describe("a key", () => {
  test("has the format of those generated since 2024-04-25, and is active", () => {
    const cloud = contract();
    const { id } = cloud.createUser({ ...ADA, administrator: true });
    const key = cloud.createKey(id);

    expect(key.id).toMatch(/^EAAAAAFa[A-Za-z0-9_-]{84}$/);
    expect(key.secretKey).toMatch(/^[A-Za-z0-9+/]{64}$/);
    expect(key).toMatchObject({ active: true, createdDate: "2026-01-02T03:04:05.000Z" });
  });

  test("needs the privilege, or an administrator", () => {
    const cloud = contract();
    const ada = cloud.createUser(ADA);
    const admin = cloud.createUser({ ...ADA, email: "root@example.com", administrator: true });
    const group = cloud.createGroup({ ...S3_USERS, s3Privilege: false });
    const text = "The user needs to be part of a group that has ACCESS_S3_OBJECT_STORAGE privilege";

    expect(() => cloud.createKey(ada.id)).toThrow(text);
    cloud.addMember(group.id, ada.id);
    expect(() => cloud.createKey(ada.id)).toThrow(text);
    cloud.updateGroup(group.id, { s3Privilege: true });
    expect(cloud.createKey(ada.id).userId).toBe(ada.id);
    expect(cloud.createKey(admin.id).userId).toBe(admin.id);
  });

  test("gives its user a canonical id, which stays", () => {
    const cloud = contract();
    const { id } = cloud.createUser({ ...ADA, administrator: true });
    expect(cloud.user(id).canonicalId).toBeUndefined();

    const first = cloud.createKey(id);
    const canonicalId = cloud.user(id).canonicalId;
    cloud.deleteKey(id, first.id);
    cloud.createKey(id);

    expect(canonicalId).toMatch(/^[0-9a-f]{32}$/);
    expect(cloud.user(id).canonicalId).toBe(canonicalId);
  });
});

test("a copy goes its own way", () => {
  const cloud = contract();
  const ada = cloud.createUser({ ...ADA, administrator: true });
  const key = cloud.createKey(ada.id);
  const changed = jest.fn();
  cloud.onPairsChanged(changed);

  const copy = cloud.copy();
  copy.setKeyActive(ada.id, key.id, false);
  copy.deleteUser(ada.id);

  expect(cloud.key(ada.id, key.id).active).toBe(true);
  expect(changed).not.toHaveBeenCalled();
});

test("ids are UUIDs of version 4, whatever the bytes are", () => {
  const cloud = contract();

  expect([cloud.newId(), cloud.newId()]).toEqual([
    "01010101-0101-4101-8101-010101010101",
    "02020202-0202-4202-8202-020202020202",
  ]);
});
