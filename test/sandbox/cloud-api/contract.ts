import type { Pair, PairSource } from "../s3-server";
import { notFound, Refusal } from "./refusal";

/** What a contract cannot compute; tests bring their own. */
export interface Sources {
  randomBytes(size: number): Buffer;
  now(): Date;
}

/** The privileges of a group, by their names in the Cloud API. */
export const PRIVILEGES = [
  "accessActivityLog",
  "accessAndManageAiModelHub",
  "accessAndManageApiGateway",
  "accessAndManageCdn",
  "accessAndManageCertificates",
  "accessAndManageDns",
  "accessAndManageIamResources",
  "accessAndManageKaas",
  "accessAndManageLogging",
  "accessAndManageMonitoring",
  "accessAndManageNetworkFileStorage",
  "accessAndManageVpn",
  "createBackupUnit",
  "createDataCenter",
  "createFlowLog",
  "createInternetAccess",
  "createK8sCluster",
  "createNetworkSecurityGroups",
  "createPcc",
  "createSnapshot",
  "manageDBaaS",
  "manageDataplatform",
  "manageRegistry",
  "reserveIp",
  "s3Privilege",
] as const;

export interface UserProperties {
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string;
  readonly administrator: boolean;
  readonly forceSecAuth: boolean;
  readonly active: boolean;
}

export type GroupProperties = { readonly name: string } & Readonly<
  Record<(typeof PRIVILEGES)[number], boolean>
>;

interface Entity {
  readonly id: string;
  readonly createdDate: string;
}

export interface User extends Entity {
  readonly properties: UserProperties;

  /** Given with the first key, as IONOS does. */
  readonly canonicalId?: string;
}

export interface Group extends Entity {
  readonly properties: GroupProperties;
  readonly members: readonly string[];
}

/** Its id is the access key. */
export interface Key extends Entity {
  readonly userId: string;
  readonly secretKey: string;
  readonly active: boolean;
}

/** Source: IONOS Object Storage documentation, Key Management. Written anew, so that tests compare two opinions. */
const MAX_KEYS = 5;

/** The first bytes of the access key that IONOS shows as the new format; it also keeps a `-` from the front. */
const ACCESS_KEY_HEAD = Buffer.from("EAAAAAFa", "base64url");

/** The texts that the official provider looks for; it must find them letter by letter. */
export const NO_PRIVILEGE =
  "The user needs to be part of a group that has ACCESS_S3_OBJECT_STORAGE privilege";
const NO_KEY = "The access key cannot be found, please double-check the key id and try again.";

/**
 * One contract of IONOS Cloud as the Cloud API sees it: users, groups and keys, in memory. A method checks
 * before it changes anything, and answers with what is there afterwards.
 *
 * Not known of the real API, and left open here: whether the keys of an inactive user, or of one who lost
 * the privilege, still work. They do here.
 */
export class Contract implements PairSource {
  private readonly users = new Map<string, User>();
  private readonly groups = new Map<string, Group>();
  private readonly keys = new Map<string, Key>();
  private readonly listeners = new Set<() => void>();

  public constructor(private readonly sources: Sources) {}

  /** The same contract at this moment; changes of one do not reach the other, nor its listeners. */
  public copy(): Contract {
    const copy = new Contract(this.sources);
    this.users.forEach((user, id) => copy.users.set(id, user));
    this.groups.forEach((group, id) => copy.groups.set(id, group));
    this.keys.forEach((key, id) => copy.keys.set(id, key));
    return copy;
  }

  /** A random UUID, version 4. */
  public newId(): string {
    const bytes = this.sources.randomBytes(16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  public allUsers(): readonly User[] {
    return [...this.users.values()];
  }

  public user(id: string): User {
    return found(this.users.get(id));
  }

  public createUser(properties: UserProperties): User {
    this.requireFreeEmail(properties.email);
    return put(this.users, { ...this.newEntity(), properties });
  }

  public updateUser(id: string, change: Partial<UserProperties>): User {
    const user = this.user(id);
    if (change.email !== undefined) {
      this.requireFreeEmail(change.email, id);
    }
    return put(this.users, { ...user, properties: { ...user.properties, ...change } });
  }

  /** Takes the user's keys and memberships along. */
  public deleteUser(id: string): void {
    this.user(id);
    this.groupsOf(id).forEach((group) => this.removeMember(group.id, id));
    this.keysOf(id).forEach((key) => this.keys.delete(key.id));
    this.users.delete(id);
    this.keysChanged();
  }

  public allGroups(): readonly Group[] {
    return [...this.groups.values()];
  }

  public group(id: string): Group {
    return found(this.groups.get(id));
  }

  public createGroup(properties: GroupProperties): Group {
    return put(this.groups, { ...this.newEntity(), properties, members: [] });
  }

  public updateGroup(id: string, change: Partial<GroupProperties>): Group {
    const group = this.group(id);
    return put(this.groups, { ...group, properties: { ...group.properties, ...change } });
  }

  public deleteGroup(id: string): void {
    this.group(id);
    this.groups.delete(id);
  }

  public membersOf(groupId: string): readonly User[] {
    return this.group(groupId).members.map((id) => this.user(id));
  }

  public groupsOf(userId: string): readonly Group[] {
    this.user(userId);
    return this.allGroups().filter(({ members }) => members.includes(userId));
  }

  /** To add a member twice is no error: what was asked for is so. */
  public addMember(groupId: string, userId: string): User {
    const group = this.group(groupId);
    const user = this.user(userId);
    put(this.groups, { ...group, members: [...new Set([...group.members, userId])] });
    return user;
  }

  public removeMember(groupId: string, userId: string): void {
    const group = this.group(groupId);
    if (!group.members.includes(userId)) {
      throw notFound();
    }
    put(this.groups, { ...group, members: group.members.filter((id) => id !== userId) });
  }

  /** In the order of their creation. */
  public keysOf(userId: string): readonly Key[] {
    this.user(userId);
    return [...this.keys.values()].filter((key) => key.userId === userId);
  }

  /** IONOS answers 422, not 404, to a key that is not there; the key of another user is not there either. */
  public key(userId: string, keyId: string): Key {
    this.user(userId);
    const key = this.keys.get(keyId);
    if (key?.userId !== userId) {
      throw new Refusal(422, NO_KEY);
    }
    return key;
  }

  /** A new key is active; the provider deactivates it in a second request where the plan says so. */
  public createKey(userId: string): Key {
    const user = this.user(userId);
    if (!this.mayUseObjectStorage(user)) {
      throw new Refusal(422, NO_PRIVILEGE);
    }
    if (this.keysOf(userId).length >= MAX_KEYS) {
      throw new Refusal(422, `The maximum number of ${MAX_KEYS} access keys has been reached`);
    }
    const key = put(this.keys, {
      ...this.newEntity(),
      id: Buffer.concat([ACCESS_KEY_HEAD, this.sources.randomBytes(63)]).toString("base64url"),
      userId,
      secretKey: this.sources.randomBytes(48).toString("base64"),
      active: true,
    });
    put(this.users, {
      ...user,
      canonicalId: user.canonicalId ?? this.sources.randomBytes(16).toString("hex"),
    });
    this.keysChanged();
    return key;
  }

  public setKeyActive(userId: string, keyId: string, active: boolean): Key {
    const key = put(this.keys, { ...this.key(userId, keyId), active });
    this.keysChanged();
    return key;
  }

  public deleteKey(userId: string, keyId: string): void {
    this.keys.delete(this.key(userId, keyId).id);
    this.keysChanged();
  }

  public activePairs(): readonly Pair[] {
    return [...this.keys.values()]
      .filter(({ active }) => active)
      .map(({ id, secretKey }) => ({ accessKeyId: id, secretAccessKey: secretKey }));
  }

  public onPairsChanged(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * An administrator needs no group: IONOS lets contract owners and administrators use Object Storage without
   * the privilege. (The owner is none of the users here: whoever has the token acts as owner.)
   */
  private mayUseObjectStorage({ id, properties }: User): boolean {
    return (
      properties.administrator || this.groupsOf(id).some((group) => group.properties.s3Privilege)
    );
  }

  private requireFreeEmail(email: string, except?: string): void {
    const taken = this.allUsers().some(
      (user) => user.id !== except && sameEmail(user.properties.email, email),
    );
    if (taken) {
      throw new Refusal(422, "properties.email: must be of one user alone, got that of another");
    }
  }

  private newEntity(): Entity {
    return { id: this.newId(), createdDate: this.sources.now().toISOString() };
  }

  private keysChanged(): void {
    this.listeners.forEach((listener) => listener());
  }
}

/** Whether two e-mail addresses are those of one user: case does not tell users apart. */
export function sameEmail(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function found<T>(entity: T | undefined): T {
  if (entity === undefined) {
    throw notFound();
  }
  return entity;
}

function put<T extends Entity>(entities: Map<string, T>, entity: T): T {
  entities.set(entity.id, entity);
  return entity;
}
