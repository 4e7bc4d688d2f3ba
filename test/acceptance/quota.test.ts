import type { TerraformStack } from "cdktf";
import { describeWithTerraform } from "../describe-with-terraform";
import { member } from "./member";
import { World } from "./world";

describeWithTerraform("A user's sixth key", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
  });

  afterEach(() => world.close());

  const appWithKeys =
    (count: number) =>
    (stack: TerraformStack): void => {
      const key = member(stack, "Ada");
      for (let i = 1; i <= count; i += 1) {
        key(`Key${i}`);
      }
    };

  test("is refused at synth when the app declares it", async () => {
    await expect(world.synth(appWithKeys(6))).rejects.toThrow(
      /keys: must be at most 5 for one user, active or not, got 6/,
    );

    expect(world.sandbox.cloudApi.log).toEqual([]);
  });

  test("fails the apply when one comes from outside, and the state stays usable", async () => {
    await world.synth(appWithKeys(0));
    await world.plan();
    await world.apply();
    const { contract } = world.sandbox.cloudApi;
    const ada = contract.allUsers()[0]!.id;
    const outside = contract.createKey(ada).id;

    await world.synth(appWithKeys(5));
    await world.plan();
    const said = await world.applyFails();

    expect(said).toContain("error creating Object Storage key: 422 Unprocessable Entity");
    expect(world.cloudKeys()).toHaveLength(5);
    world.expectNoStrayKeys([outside]);

    const missing = Object.values((await world.plan()).changes);
    expect(missing).toEqual(["create"]);

    contract.deleteKey(ada, outside);
    await world.converge();
    expect(world.cloudKeys()).toHaveLength(5);
    world.expectNoStrayKeys();
  });
});
