/**
 * Who owns the buckets of a region: a user ("user-owned", the older kind) or the contract
 * ("contract-owned", since 2024-05-30). Source: IONOS Object Storage, Concepts, Bucket types.
 */
export type Ownership = "user-owned" | "contract-owned";

const OWNERSHIPS: readonly Ownership[] = ["user-owned", "contract-owned"];

/** What describes a region. */
export interface RegionProps {
  /** SigV4 region: what goes into the credential scope, such as `eu-central-3`. */
  readonly name: string;

  /** Origin of the S3 server, such as `https://s3.eu-central-3.ionoscloud.com`; a port is allowed. */
  readonly endpoint: string;

  /** Who owns the buckets there. */
  readonly ownership: Ownership;

  /**
   * Where the data lies, for people.
   *
   * @default - not said
   */
  readonly place?: string;
}

/**
 * A place where buckets lie.
 *
 * Use a constant where there is one, and `Region.of()` for a region that this version does not know yet or for
 * any other S3-compatible server.
 *
 * Source: endpoints and regions as the official Terraform provider 6.7.34 signs with them
 * (`services/objectstorage/client.go`, `services/userobjectstorage/client.go`).
 */
export class Region {
  /** Frankfurt, Germany, user-owned. Signs as `de`, although its host says `eu-central-1`. */
  public static readonly DE = new Region({
    name: "de",
    endpoint: "https://s3.eu-central-1.ionoscloud.com",
    ownership: "user-owned",
    place: "Frankfurt, Germany",
  });

  /** Berlin, Germany, user-owned. */
  public static readonly EU_CENTRAL_2 = new Region({
    name: "eu-central-2",
    endpoint: "https://s3.eu-central-2.ionoscloud.com",
    ownership: "user-owned",
    place: "Berlin, Germany",
  });

  /** Logroño, Spain, user-owned. */
  public static readonly EU_SOUTH_2 = new Region({
    name: "eu-south-2",
    endpoint: "https://s3.eu-south-2.ionoscloud.com",
    ownership: "user-owned",
    place: "Logroño, Spain",
  });

  /** Berlin, Germany, contract-owned. */
  public static readonly EU_CENTRAL_3 = new Region({
    name: "eu-central-3",
    endpoint: "https://s3.eu-central-3.ionoscloud.com",
    ownership: "contract-owned",
    place: "Berlin, Germany",
  });

  /** Frankfurt, Germany, contract-owned. */
  public static readonly EU_CENTRAL_4 = new Region({
    name: "eu-central-4",
    endpoint: "https://s3.eu-central-4.ionoscloud.com",
    ownership: "contract-owned",
    place: "Frankfurt, Germany",
  });

  /** Lenexa, USA, contract-owned. */
  public static readonly US_CENTRAL_1 = new Region({
    name: "us-central-1",
    endpoint: "https://s3.us-central-1.ionoscloud.com",
    ownership: "contract-owned",
    place: "Lenexa, USA",
  });

  /**
   * A region that has no constant: a new one, or another S3-compatible server.
   *
   * Name and endpoint are checked by what signs with them.
   *
   * @throws Error when the ownership is neither of the two
   */
  public static of(props: RegionProps): Region {
    return new Region(props);
  }

  /** SigV4 region: what goes into the credential scope. */
  public readonly name: string;

  /** Origin of the S3 server. */
  public readonly endpoint: string;

  /** Who owns the buckets there. */
  public readonly ownership: Ownership;

  /** Where the data lies, for people. */
  public readonly place: string | undefined;

  private constructor(props: RegionProps) {
    if (typeof props !== "object" || props === null) {
      throw new Error(
        "region: must be an object of name, endpoint and ownership (for IONOS' own, a constant such as Region.EU_CENTRAL_3)",
      );
    }
    if (!OWNERSHIPS.includes(props.ownership)) {
      throw new Error(
        `ownership: must be ${OWNERSHIPS.map((word) => `"${word}"`).join(" or ")}, got ${JSON.stringify(props.ownership) ?? "nothing"}`,
      );
    }
    this.name = props.name;
    this.endpoint = props.endpoint;
    this.ownership = props.ownership;
    this.place = props.place;
  }
}
