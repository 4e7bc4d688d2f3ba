import { Fn, type ITerraformDependable, Lazy, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { type IonoscloudProvider, S3Key } from "../ionoscloud";
import { dependenciesOf } from "./dependencies";
import { KeyQuota } from "./key-quota";
import { KeyScope } from "./key-scope";
import { KeyStatus } from "./key-status";
import { ObjectStorageUser } from "./object-storage-user";
import { refuse } from "./refuse";

/** Properties of an `ObjectStorageKey`. */
export interface ObjectStorageKeyProps {
  /** The owner. Another owner means another key: the old pair is deleted with all its links. */
  readonly user: ObjectStorageUser;

  /**
   * Whether the key may be used.
   *
   * IONOS creates each key active; one that is declared inactive is deactivated in a second request.
   *
   * @default KeyStatus.ACTIVE
   */
  readonly status?: KeyStatus;

  /**
   * What the key opens: a promise that is checked against the user, not a choice. IONOS cannot narrow an
   * administrator's key.
   *
   * @default - what follows from the user
   */
  readonly keyScope?: KeyScope;

  /**
   * What must exist before the key, such as the `ionoscloud_group` that gives its owner the privilege: nothing
   * else orders the two. Any construct will do; `key.node.addDependency()` does the same later.
   *
   * @default - nothing
   */
  readonly dependsOn?: (ITerraformDependable | IConstruct)[];

  /**
   * The provider that makes the key, where the stack has several.
   *
   * @default - the stack's default `IonoscloudProvider`
   */
  readonly provider?: IonoscloudProvider;
}

/**
 * Defines a key for IONOS Object Storage, an `ionoscloud_s3_key`: an access key and its secret key.
 *
 * Both are known only when Terraform applies the stack, and both stand in its state in clear: keep that state
 * encrypted. A user has at most five keys; synth counts them over all stacks of the app.
 */
export class ObjectStorageKey extends Construct {
  /** The owner. */
  public readonly user: ObjectStorageUser;

  /** Whether the key may be used. */
  public readonly status: KeyStatus;

  /** Whether this is an ADMIN KEY: one that opens all buckets of the contract. */
  public readonly isAdmin: boolean;

  private readonly resource: S3Key;

  public constructor(scope: Construct, id: string, props: ObjectStorageKeyProps) {
    super(scope, id);
    const { user, status = KeyStatus.ACTIVE, keyScope, dependsOn = [], provider } = props ?? {};
    if (!(user instanceof ObjectStorageUser)) {
      refuse(this, "user", "must be an ObjectStorageUser", user);
    }
    if (keyScope !== undefined && !Object.values(KeyScope).includes(keyScope)) {
      refuse(this, "keyScope", "must be KeyScope.USER or KeyScope.ADMIN", keyScope);
    }
    if (!Object.values(KeyStatus).includes(status)) {
      refuse(this, "status", "must be KeyStatus.ACTIVE or KeyStatus.INACTIVE", status);
    }
    const actualScope = user.administrator ? KeyScope.ADMIN : KeyScope.USER;
    if (keyScope !== undefined && keyScope !== actualScope) {
      const why = user.administrator
        ? "is an administrator, whose keys open all buckets of the contract and cannot be narrowed (use a technical user)"
        : "is no administrator, and only an administrator's key opens all buckets (is `administrator: true` missing there?)";
      const required = `must be "${actualScope}" or left out, as ${user.node.path} ${why}`;
      refuse(this, "keyScope", required, keyScope);
    }
    if (!Array.isArray(dependsOn) || !dependsOn.every((x) => Construct.isConstruct(x))) {
      refuse(this, "dependsOn", "must be a list of resources or other constructs", dependsOn);
    }

    this.user = user;
    this.status = status;
    this.isAdmin = user.administrator;

    const owner = new Owner(this, "Owner", user.userId);
    const key = new S3Key(this, "Resource", {
      userId: user.userId,
      active: status === KeyStatus.ACTIVE,
      // The provider plans another user in place and then loses the key, so the owner replaces it.
      lifecycle: { replaceTriggeredBy: [Lazy.stringValue({ produce: () => owner.address })] },
      ...(provider && { provider }),
    });
    this.node.addDependency(...dependsOn);
    key.dependsOn = Lazy.listValue(
      {
        produce: (context) => {
          if (context.preparing) {
            KeyQuota.of(this).prepare(this);
          }
          return dependenciesOf(this, context);
        },
      },
      { omitEmpty: true },
    );

    this.resource = key;
    KeyQuota.of(this).addKey(this);
  }

  /** Token for the access key. */
  public get accessKeyId(): string {
    return this.resource.id;
  }

  /** Token for the secret key. Terraform treats it as sensitive, whatever the provider says of it. */
  public get secretAccessKey(): string {
    return Fn.sensitive(this.resource.secretKey) as string;
  }
}

/** Keeps the owner's id in the state, so that Terraform sees it change. */
class Owner extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly userId: string,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }

  /** What `replace_triggered_by` wants: an address, not an expression. */
  public get address(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}`;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.userId };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return {
      input: { value: this.userId, isBlock: false, type: "simple", storageClassType: "string" },
    };
  }
}
