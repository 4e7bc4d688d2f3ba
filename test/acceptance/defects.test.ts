import { TerraformOutput, type TerraformStack } from "cdktf";
import { ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { S3Key } from "../../lib/ionoscloud";
import { describeWithTerraform } from "../describe-with-terraform";
import { CloudUser, ObjectStorageGroup } from "../sandbox/cloud-resources";
import { World } from "./world";

/** What is wrong with the official provider 6.7.34, beside the construct that absorbs it. */
describeWithTerraform("Of the official provider,", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
  });

  afterEach(() => world.close());

  /** Ada and Bob, and one key made without this package's construct. */
  const rawKeyOf =
    (owner: "Ada" | "Bob") =>
    (stack: TerraformStack): S3Key => {
      const people = { Ada: new CloudUser(stack, "Ada"), Bob: new CloudUser(stack, "Bob") };
      const group = new ObjectStorageGroup(stack, "Group", Object.values(people));
      const { userId } = people[owner];
      return new S3Key(stack, "Raw", { userId, active: true, dependsOn: [group] });
    };

  test("a key that moves to another user is planned in place and then lost; a construct's is replaced", async () => {
    await world.synth((stack) => void rawKeyOf("Ada")(stack));
    await world.plan();
    await world.apply();

    await world.synth((stack) => void rawKeyOf("Bob")(stack));
    for (const attempt of [1, 2]) {
      expect([attempt, (await world.plan()).changes]).toEqual([
        attempt,
        { "ionoscloud_s3_key.Raw": "update" },
      ]);
      const said = await world.applyFails();
      expect(said).toContain("Provider produced inconsistent result after apply");
      expect(said).toContain("Root object was present, but now absent");
      world.expectNoStrayKeys();
    }
    // The construct's way: "replaces a key that moves to another user", in life.test.ts.
  });

  test("a secret key may be output in clear; a construct's may not", async () => {
    await world.synth((stack) => {
      new TerraformOutput(stack, "secret", { value: rawKeyOf("Ada")(stack).secretKey });
    });
    expect((await world.plan()).text).toMatch(/\+ secret = \(known after apply\)/);

    await world.synth((stack) => {
      const user = ObjectStorageUser.fromUserId(stack, "User", new CloudUser(stack, "Ada").userId);
      const { secretAccessKey } = new ObjectStorageKey(stack, "Key", { user });
      new TerraformOutput(stack, "secret", { value: secretAccessKey });
    });
    expect(await world.planFails()).toContain("Output refers to sensitive values");
  });

  test("a user whose activity is left out is inactive", async () => {
    await world.synth((stack) => void new CloudUser(stack, "Ada", { active: null }));
    await world.converge();

    expect(world.sandbox.cloudApi.contract.allUsers()).toMatchObject([
      { properties: { active: false } },
    ]);
  });
});
