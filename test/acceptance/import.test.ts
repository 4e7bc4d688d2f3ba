import { TerraformResource, type TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl } from "../../lib";
import { describeWithTerraform } from "../describe-with-terraform";
import { download, upload } from "./links";
import { member } from "./member";
import { World } from "./world";

describeWithTerraform("A key that exists", () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
  });

  afterAll(() => world.close());

  /** An app with a key, which is imported where there is an id to import. */
  const app =
    (importId?: string) =>
    (stack: TerraformStack): void => {
      const signingKey = member(stack, "Ada")("Legacy");
      if (importId !== undefined) {
        (signingKey.node.findChild("Resource") as TerraformResource).importFrom(importId);
      }
      for (const method of ["PUT", "GET"] as const) {
        new PresignedUrl(stack, method, {
          bucket: Bucket.of(world.bucket, { region: world.region }),
          objectKey: "2026/q3.csv",
          expiresIn: Duration.hours(2),
          method,
          signingKey,
        });
      }
    };

  test("is imported by the ids of its user and its own: nothing is made, and its links work", async () => {
    await world.synth((stack) => void member(stack, "Ada"));
    await world.plan();
    await world.apply();
    const { contract } = world.sandbox.cloudApi;
    const ada = contract.allUsers()[0]!.id;
    const { id } = contract.createKey(ada);

    await world.synth(app(`${ada}/${id}`));
    const { changes } = await world.plan();
    await world.apply();

    expect(changes).toEqual({
      "ionoscloud_s3_key.Legacy": "import",
      "terraform_data.Legacy_Owner": "create",
    });
    expect(world.cloudKeys()).toEqual([id]);
    world.expectNoStrayKeys();
    const links = await world.links();
    expect(await upload(links["PUT"], "a;b")).toBe(200);
    expect(await download(links["GET"])).toBe("a;b");
  });

  test("is like any other key once it is imported", async () => {
    await world.synth(app());

    expect(await world.plan()).toMatchObject({ status: 0, changes: {} });
  });

  test("cannot be imported by an id that no key has", async () => {
    const ada = world.sandbox.cloudApi.contract.allUsers()[0]!.id;
    await world.synth((stack) => {
      const key = member(stack, "Ada");
      key("Legacy");
      (key("Other").node.findChild("Resource") as TerraformResource).importFrom(`${ada}/nope`);
    });

    expect(await world.planFails()).toContain('unable to find Object Storage key "nope"');
    world.expectNoStrayKeys();
  });
});
