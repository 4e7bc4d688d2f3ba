import type { TerraformStack } from "cdktf";
import {
  Bucket,
  Duration,
  KeyStatus,
  ObjectStorageKey,
  ObjectStorageUser,
  PresignedUrl,
} from "../../lib";
import { parsePlan, type Review, review } from "../../lib/review";
import { describeWithTerraform } from "../describe-with-terraform";
import { CloudUser, ObjectStorageGroup } from "../sandbox/cloud-resources";
import { World } from "./world";

type Person = "Ada" | "Bob";

interface Link {
  readonly key: string;
  readonly method?: "GET" | "PUT";
  readonly objectKey?: string;
  readonly hours?: number;
}

/** An app: keys with their owners, links with their keys, and what else there is of people. */
interface AppOf {
  readonly keys: Readonly<Record<string, { readonly of: Person; readonly status?: KeyStatus }>>;
  readonly links: Readonly<Record<string, Link>>;
  readonly administrators?: readonly Person[];
  readonly lastName?: string;
}

const INACTIVE = { status: KeyStatus.INACTIVE };

const BASE = {
  keys: {
    Deploy: { of: "Ada" },
    Spare: { of: "Ada", ...INACTIVE },
    Night: { of: "Bob" },
    Rest: { of: "Bob", ...INACTIVE },
  },
  links: {
    Report: { key: "Deploy" },
    Upload: { key: "Deploy", method: "PUT" },
    Backup: { key: "Night" },
  },
} as const satisfies AppOf;

const { Deploy, Spare, Night, Rest } = BASE.keys;
const { Report, Upload, Backup } = BASE.links;

/** What is changed of the app, and all that a review must find of it. */
const PAIRS: Readonly<Record<string, readonly [change: Partial<AppOf>, found: readonly string[]]>> =
  {
    "a key is made": [
      { keys: { ...BASE.keys, New: { of: "Ada" } } },
      ["key-created ionoscloud_s3_key.New"],
    ],
    "two keys are made, one of them to wait": [
      { keys: { ...BASE.keys, New: { of: "Bob" }, Next: { of: "Ada", ...INACTIVE } } },
      ["key-created ionoscloud_s3_key.New", "key-created ionoscloud_s3_key.Next"],
    ],
    "a key is activated": [
      { keys: { ...BASE.keys, Spare: { of: "Ada" } } },
      ["key-activated ionoscloud_s3_key.Spare"],
    ],
    "keys take turns": [
      {
        keys: { ...BASE.keys, Night: { of: "Bob", ...INACTIVE }, Rest: { of: "Bob" } },
        links: { ...BASE.links, Backup: { key: "Rest" } },
      },
      [
        "key-activated ionoscloud_s3_key.Rest",
        "key-deactivated ionoscloud_s3_key.Night",
        "share-resigned output.Backup_share",
      ],
    ],
    "a key is deactivated, and its links go": [
      { keys: { ...BASE.keys, Deploy: { of: "Ada", ...INACTIVE } }, links: { Backup } },
      [
        "key-deactivated ionoscloud_s3_key.Deploy",
        "share-removed output.Report_share",
        "share-removed output.Upload_share",
      ],
    ],
    "a key moves to another user": [
      { keys: { ...BASE.keys, Night: { of: "Ada" } } },
      ["key-replaced ionoscloud_s3_key.Night", "share-resigned output.Backup_share"],
    ],
    "two keys change owners": [
      {
        keys: { ...BASE.keys, Spare: { of: "Bob", ...INACTIVE }, Rest: { of: "Ada", ...INACTIVE } },
      },
      ["key-replaced ionoscloud_s3_key.Rest", "key-replaced ionoscloud_s3_key.Spare"],
    ],
    "a key is deleted": [
      { keys: { Deploy, Night, Rest } },
      ["key-deleted ionoscloud_s3_key.Spare"],
    ],
    "a key is deleted with its link": [
      { keys: { Deploy, Spare, Rest }, links: { Report, Upload } },
      ["key-deleted ionoscloud_s3_key.Night", "share-removed output.Backup_share"],
    ],
    "a user becomes an administrator": [
      { administrators: ["Bob"] },
      ["user-promoted ionoscloud_user.Bob"],
    ],
    "both users do, and one gets a key": [
      { administrators: ["Ada", "Bob"], keys: { ...BASE.keys, New: { of: "Ada" } } },
      [
        "key-created ionoscloud_s3_key.New",
        "user-promoted ionoscloud_user.Ada",
        "user-promoted ionoscloud_user.Bob",
      ],
    ],
    "a link goes to another object, may write and lives longer": [
      {
        links: {
          ...BASE.links,
          Report: { key: "Deploy", method: "PUT", objectKey: "q4.csv", hours: 9 },
        },
      },
      [
        "share-extended output.Report_share",
        "share-retargeted output.Report_share",
        "share-widened output.Report_share",
      ],
    ],
    "a link is added": [
      { links: { ...BASE.links, Extra: { key: "Night" } } },
      ["share-added output.Extra_share"],
    ],
    "only names of people change": [{ lastName: "Lovelace" }, []],
    "nothing changes": [{}, []],
  };

describeWithTerraform("Of a plan in which", () => {
  const start = new Date();
  let world: World;

  const build =
    (app: AppOf) =>
    (stack: TerraformStack): void => {
      const people = { Ada: new CloudUser(stack, "Ada"), Bob: new CloudUser(stack, "Bob") };
      for (const [name, person] of Object.entries(people)) {
        person.addOverride("administrator", (app.administrators ?? []).includes(name as Person));
        person.addOverride("last_name", app.lastName ?? "Example");
      }
      const group = new ObjectStorageGroup(stack, "Group", Object.values(people));
      const user = (name: Person): ObjectStorageUser =>
        ObjectStorageUser.fromUserId(stack, `${name}User`, people[name].userId);
      const users = { Ada: user("Ada"), Bob: user("Bob") };
      const keys = Object.fromEntries(
        Object.entries(app.keys).map(([id, { of, status = KeyStatus.ACTIVE }]) => [
          id,
          new ObjectStorageKey(stack, id, { user: users[of], status, dependsOn: [group] }),
        ]),
      );
      const bucket = Bucket.of(world.bucket, { region: world.region });
      for (const [id, { key, method = "GET", objectKey = "q3.csv", hours = 2 }] of Object.entries(
        app.links,
      )) {
        const expiresIn = Duration.hours(hours);
        // The same windows for all, so that another life begins at the same instant.
        const renewEvery = Duration.hours(1);
        const signingKey = keys[key]!;
        new PresignedUrl(stack, id, {
          bucket,
          objectKey,
          method,
          expiresIn,
          renewEvery,
          signingKey,
        });
      }
    };

  /** Plans a change without carrying it out, and reviews the plan. */
  async function reviewOf(change: Partial<AppOf>, at = start): Promise<Review> {
    await world.synth(build({ ...BASE, ...change }), at);
    return review(parsePlan((await world.plan()).json), { now: start.getTime() });
  }

  beforeAll(async () => {
    world = await World.start();
    await world.synth(build(BASE), start);
    await world.plan();
    await world.apply();
  });

  afterAll(() => world.close());

  test.each(Object.entries(PAIRS))("%s, all is found, and nothing invented", async (_, pair) => {
    const [change, found] = pair;

    const { verdict, findings } = await reviewOf(change);

    const said = findings.map(
      ({ kind, address }) => `${kind} ${address.replace(/_[0-9A-F]{8}$/, "")}`,
    );
    expect(said.sort()).toEqual([...found].sort());
    expect(verdict).toBe(found.length > 0 ? "review" : "nothing");
  });

  test("links are only renewed, there is nothing to review", async () => {
    const { verdict, findings } = await reviewOf({}, new Date(start.getTime() + 3_600_000));

    expect(verdict).toBe("nothing");
    expect(findings.map(({ kind }) => kind)).toEqual(
      Object.keys(BASE.links).map(() => "share-renewed"),
    );
  });

  test("a key is deactivated, each live link that it signed is named, and until when it would work", async () => {
    const { findings } = await reviewOf(PAIRS["a key is deactivated, and its links go"]![0]);

    const [{ breaks } = { breaks: [] }] = findings.filter(({ kind }) => kind === "key-deactivated");
    expect(breaks.map(({ share }) => share).sort()).toEqual([
      "output.Report_share",
      "output.Upload_share",
    ]);
    for (const { usableUntil } of breaks) {
      expect(Date.parse(usableUntil)).toBeGreaterThan(start.getTime());
      expect(Date.parse(usableUntil)).toBeLessThanOrEqual(start.getTime() + 7_200_000);
    }
  });
});
