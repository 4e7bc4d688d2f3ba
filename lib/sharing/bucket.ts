import { Token } from "cdktf";
import { Region } from "../catalog";
import { ObjectStorageUser } from "../keys";
import { type Addressing, SigningError } from "../signing";
import { requireBucket } from "../signing/bucket";
import { received, requireOneOf } from "../signing/problem";

/** Where a bucket lies and whose it is. */
export interface BucketProps {
  /** The region of the bucket. */
  readonly region: Region;

  /**
   * Who owns the bucket. Where the owner of the signing key is known too, a link that IONOS would refuse is
   * warned of.
   *
   * @default - not known
   */
  readonly owner?: ObjectStorageUser;

  /**
   * Where the bucket stands in a URL.
   *
   * @default "path"
   */
  readonly addressing?: Addressing;
}

/** A bucket that exists, or that another resource of the app makes. Defines nothing in Terraform. */
export class Bucket {
  /** @param name name of the bucket, by IONOS' naming rules, or a token for it */
  public static of(name: string, props: BucketProps): Bucket {
    return new Bucket(name, props);
  }

  public readonly name: string;
  public readonly region: Region;
  public readonly owner: ObjectStorageUser | undefined;
  public readonly addressing: Addressing;

  private constructor(name: string, props: BucketProps) {
    const { region, owner, addressing = "path" } = props ?? {};
    this.name = Token.isUnresolved(name) ? name : requireBucket(name);
    if (!(region instanceof Region)) {
      throw new SigningError(
        "region",
        `must be a Region, such as Region.EU_CENTRAL_3 or Region.of({ … }), ${received(region)}`,
      );
    }
    if (owner !== undefined && !(owner instanceof ObjectStorageUser)) {
      throw new SigningError("owner", `must be an ObjectStorageUser, ${received(owner)}`);
    }
    this.region = region;
    this.owner = owner;
    this.addressing = requireOneOf("addressing", addressing, ["path", "virtual-hosted"]);
  }
}
