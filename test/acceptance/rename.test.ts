import { TerraformResource, type TerraformStack } from "cdktf";
import type { ObjectStorageKey } from "../../lib";
import { describeWithTerraform } from "../describe-with-terraform";
import { warnings } from "../program";
import { member } from "./member";
import { World } from "./world";

/** The resources of a key, for cdktf's own `moveFromId`. */
function resourcesOf(key: ObjectStorageKey): TerraformResource[] {
  return key.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .map((construct) => construct);
}

describeWithTerraform("A key whose construct is renamed", () => {
  let world: World;
  let before: string[];
  let oldIds: string[];

  beforeEach(async () => {
    world = await World.start();
    await world.synth((stack) => {
      const key = member(stack, "Ada")("Deploy");
      oldIds = resourcesOf(key).map(
        ({ terraformResourceType, friendlyUniqueId }) =>
          `${terraformResourceType}.${friendlyUniqueId}`,
      );
    });
    await world.plan();
    await world.apply();
    before = world.cloudKeys();
  });

  afterEach(async () => {
    world.expectNoStrayKeys();
    await world.close();
  });

  const renamed = (stack: TerraformStack): ObjectStorageKey => member(stack, "Ada")("Release");

  test("stays the same key where the app says what it was", async () => {
    await world.synth((stack) => {
      resourcesOf(renamed(stack)).forEach((resource, i) => resource.moveFromId(oldIds[i]!));
    });
    const { changes } = await world.plan();
    const asked = world.sandbox.cloudApi.log.length;
    await world.apply();

    expect(changes).toEqual({
      "ionoscloud_s3_key.Release": "move from ionoscloud_s3_key.Deploy",
      "terraform_data.Release_Owner": "move from terraform_data.Deploy_Owner",
    });
    const writes = world.sandbox.cloudApi.log.slice(asked).filter(({ method }) => method !== "GET");
    expect(writes).toEqual([]);
    expect(world.cloudKeys()).toEqual(before);
    expect((await world.plan()).status).toBe(0);
  });

  test("is replaced where the app does not", async () => {
    await world.synth((stack) => {
      renamed(stack);
    });
    const { changes } = await world.plan();
    await world.apply();

    expect(changes).toEqual({
      "ionoscloud_s3_key.Deploy": "delete",
      "ionoscloud_s3_key.Release": "create",
      "terraform_data.Deploy_Owner": "delete",
      "terraform_data.Release_Owner": "create",
    });
    expect(world.cloudKeys()).toHaveLength(1);
    expect(world.cloudKeys()).not.toEqual(before);
    expect((await world.plan()).status).toBe(0);
  });

  test("with five of five keys, is warned of at synth: the new key may find no place", async () => {
    const others = ["Two", "Three", "Four", "Five"];
    const appWith =
      (id: string) =>
      (stack: TerraformStack): void => {
        const key = member(stack, "Ada");
        [id, ...others].forEach((each) => key(each));
        said = (): string[] => warnings(stack);
      };
    let said: () => string[] = () => [];
    await world.synth(appWith("Deploy"));
    await world.converge();

    await world.synth(appWith("Release"));

    expect(said()).toEqual([expect.stringMatching(/^keys: are 5 of 5 .*rename with moveFromId/)]);
    expect((await world.plan()).changes).toMatchObject({
      "ionoscloud_s3_key.Deploy": "delete",
      "ionoscloud_s3_key.Release": "create",
    });
  });
});
