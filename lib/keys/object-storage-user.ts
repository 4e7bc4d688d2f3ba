import { Token } from "cdktf";
import { Construct } from "constructs";
import { MAX_KEYS_PER_USER } from "../catalog";
import { KeyQuota } from "./key-quota";
import { describeReferences } from "./references";
import { refuse } from "./refuse";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the app knows of a user. */
export interface ObjectStorageUserOptions {
  /**
   * Whether the user is the contract owner or an administrator, so that their keys open all buckets.
   *
   * Must be the same wherever the app names this user.
   *
   * @default false
   */
  readonly administrator?: boolean;

  /**
   * How many keys the user has that no stack of this app declares (made in the DCD, or by another app): a whole
   * number from 0 to 5. Where the app names a user more than once, the largest counts.
   *
   * @default 0
   */
  readonly keysElsewhere?: number;
}

/** A user of the IONOS contract, who owns keys. Defines nothing in Terraform. */
export class ObjectStorageUser extends Construct {
  /**
   * Names a user who exists, or whom another resource of the app creates.
   *
   * The user needs the privilege "Use Object Storage", which a group gives.
   *
   * @param userId UUID of the user, or a token for it, such as the `id` of an `ionoscloud_user`
   */
  public static fromUserId(
    scope: Construct,
    id: string,
    userId: string,
    options: ObjectStorageUserOptions = {},
  ): ObjectStorageUser {
    return new ObjectStorageUser(scope, id, userId, options);
  }

  /** UUID of the user, or a token for it. */
  public readonly userId: string;

  /** Whether the user is the contract owner or an administrator. */
  public readonly administrator: boolean;

  /** How many keys the user has that no stack of this app declares. */
  public readonly keysElsewhere: number;

  private knownIdentity: string | undefined;

  private constructor(
    scope: Construct,
    id: string,
    userId: string,
    { administrator = false, keysElsewhere = 0 }: ObjectStorageUserOptions,
  ) {
    super(scope, id);
    if (!Token.isUnresolved(userId) && !UUID.test(userId)) {
      refuse(this, "userId", "must be the UUID of an IONOS user, or a token for it", userId);
    }
    if (typeof administrator !== "boolean") {
      refuse(this, "administrator", "must be true or false", administrator);
    }
    if (!(
      Number.isInteger(keysElsewhere) &&
      keysElsewhere >= 0 &&
      keysElsewhere <= MAX_KEYS_PER_USER
    )) {
      const required = `must be a whole number from 0 to ${MAX_KEYS_PER_USER}`;
      refuse(this, "keysElsewhere", required, keysElsewhere);
    }
    // One spelling: another would look like another user, whose key replaces this one.
    this.userId = lowerCaseUuid(userId);
    this.administrator = administrator;
    this.keysElsewhere = keysElsewhere;
    KeyQuota.of(this).addUser(this);
  }

  /**
   * What all handles of one user share: the UUID, or what the token refers to. Two tokens of one attribute
   * differ; what they refer to does not.
   */
  public get identity(): string {
    this.knownIdentity ??= lowerCaseUuid(describeReferences(this, this.userId));
    return this.knownIdentity;
  }

  /** Whether another handle names the same user. */
  public isSameAs(other: ObjectStorageUser): boolean {
    return this.identity === other.identity;
  }
}

function lowerCaseUuid(userId: string): string {
  return UUID.test(userId) ? userId.toLowerCase() : userId;
}
