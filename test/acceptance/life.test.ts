import type { TerraformStack } from "cdktf";
import {
  Bucket,
  Duration,
  KeyStatus,
  ObjectStorageKey,
  ObjectStorageUser,
  PresignedUrl,
} from "../../lib";
import { describeWithTerraform } from "../describe-with-terraform";
import { CloudUser, ObjectStorageGroup } from "../sandbox/cloud-resources";
import { download, upload } from "./links";
import { World } from "./world";

/** What the steps change of the app. */
interface Variation {
  readonly deploy?: KeyStatus;
  readonly backupOf?: "Ada" | "Bob" | "nobody";
}

const REPORT = "quarter;revenue\nQ3;42\n";

describeWithTerraform("The whole life of keys and links", () => {
  let world: World;
  let born: Record<string, string>;

  beforeAll(async () => {
    world = await World.start();
  });

  afterEach(() => world.expectNoStrayKeys());

  afterAll(() => world.close());

  /** Two users, a group that gives both the privilege, a key that deploys and one that backs up. */
  const app =
    ({ deploy = KeyStatus.ACTIVE, backupOf = "Ada" }: Variation = {}) =>
    (stack: TerraformStack): void => {
      const people = { Ada: new CloudUser(stack, "Ada"), Bob: new CloudUser(stack, "Bob") };
      const group = new ObjectStorageGroup(stack, "Group", Object.values(people));
      const users = Object.fromEntries(
        Object.entries(people).map(([name, { userId }]) => [
          name,
          ObjectStorageUser.fromUserId(stack, `${name}User`, userId),
        ]),
      ) as Record<keyof typeof people, ObjectStorageUser>;
      const key = (id: string, user: ObjectStorageUser, status: KeyStatus): ObjectStorageKey =>
        new ObjectStorageKey(stack, id, { user, status, dependsOn: [group] });
      const link = (id: string, method: "GET" | "PUT", signingKey: ObjectStorageKey): void => {
        new PresignedUrl(stack, id, {
          bucket: Bucket.of(world.bucket, { region: world.region }),
          objectKey: "2026/q3.csv",
          expiresIn: Duration.hours(2),
          method,
          signingKey,
        });
      };

      const deployKey = key("Deploy", users.Ada, deploy);
      if (deploy === KeyStatus.ACTIVE) {
        link("Upload", "PUT", deployKey);
        link("Download", "GET", deployKey);
      }
      if (backupOf !== "nobody") {
        link("Restore", "GET", key("Backup", users[backupOf], KeyStatus.ACTIVE));
      }
    };

  test("begins with users, a group and keys, and with links that the keys sign in the same apply", async () => {
    await world.synth(app());
    const { changes, text } = await world.plan();
    await world.apply();
    born = await world.links();

    expect(changes).toEqual({
      "ionoscloud_user.Ada": "create",
      "ionoscloud_user.Bob": "create",
      "ionoscloud_group.Group": "create",
      "ionoscloud_s3_key.Deploy": "create",
      "ionoscloud_s3_key.Backup": "create",
      "terraform_data.Deploy_Owner": "create",
      "terraform_data.Backup_Owner": "create",
    });
    expect(text).toMatch(/Upload_url += \(sensitive value\)/);
    expect(Object.keys(born).sort()).toEqual(["Download", "Restore", "Upload"]);
    expect(world.cloudKeys()).toHaveLength(2);
  });

  test("lets the holders of the links upload and download, and nothing else", async () => {
    expect(await upload(born["Upload"], REPORT)).toBe(200);
    expect(await download(born["Download"])).toBe(REPORT);
    expect(await download(born["Restore"])).toBe(REPORT);
    expect(await upload(born["Download"], "forged")).toBe(403);
    expect(await download(born["Download"]?.replace("q3", "q4"))).toBe(403);
  });

  test("plans nothing as long as nothing changes", async () => {
    await world.synth(app());

    expect(await world.plan()).toMatchObject({ status: 0, changes: {} });
  });

  test("deactivates a key in place: its links are refused, those of other keys are not", async () => {
    await world.synth(app({ deploy: KeyStatus.INACTIVE }));
    const { changes } = await world.plan();
    await world.apply();

    expect(changes).toEqual({ "ionoscloud_s3_key.Deploy": "update" });
    expect(await download(born["Download"])).toBe(403);
    expect(await upload(born["Upload"], "late")).toBe(403);
    expect(await download(born["Restore"])).toBe(REPORT);
    expect((await world.plan()).status).toBe(0);
  });

  test("reactivates it in place: its old links work again", async () => {
    await world.synth(app());
    const { changes } = await world.plan();
    await world.apply();

    expect(changes).toEqual({ "ionoscloud_s3_key.Deploy": "update" });
    expect(await world.links()).toEqual(born);
    expect(await download(born["Download"])).toBe(REPORT);
    expect((await world.plan()).status).toBe(0);
  });

  test("replaces a key that moves to another user, and loses none", async () => {
    await world.synth(app({ backupOf: "Bob" }));
    const { changes } = await world.plan();
    await world.apply();
    const { Restore, Download } = await world.links();

    expect(changes).toEqual({
      "ionoscloud_s3_key.Backup": "delete, create",
      "terraform_data.Backup_Owner": "update",
    });
    expect(await download(born["Restore"])).toBe(403);
    expect(await download(Restore)).toBe(REPORT);
    expect(Download).toBe(born["Download"]);
    expect(world.cloudKeys()).toHaveLength(2);
    expect((await world.plan()).status).toBe(0);
    born = { ...born, Restore: Restore! };
  });

  test("deletes a key with its links, and no other", async () => {
    await world.synth(app({ backupOf: "nobody" }));
    const { changes } = await world.plan();
    await world.apply();

    expect(changes).toEqual({
      "ionoscloud_s3_key.Backup": "delete",
      "terraform_data.Backup_Owner": "delete",
    });
    expect(await download(born["Restore"])).toBe(403);
    expect(await download(born["Download"])).toBe(REPORT);
    expect((await world.plan()).status).toBe(0);
  });

  test("ends with nothing left in the cloud", async () => {
    await world.plan("-destroy");
    await world.apply();
    const { contract } = world.sandbox.cloudApi;

    expect([contract.allUsers(), contract.allGroups(), world.cloudKeys()]).toEqual([[], [], []]);
    expect(await download(born["Download"])).toBe(403);
  });
});
