import type { TerraformStack } from "cdktf";
import { KeyStatus } from "../../lib";
import { describeWithTerraform } from "../describe-with-terraform";
import { member } from "./member";
import { World } from "./world";

describeWithTerraform("After a fault of the Cloud API, the next run recovers:", () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
    await world.synth(app("First"));
    await world.plan();
    await world.apply();
  });

  afterEach(async () => {
    world.expectNoStrayKeys();
    await world.close();
  });

  const app =
    (...ids: readonly string[]) =>
    (stack: TerraformStack): void => {
      const key = member(stack, "Ada");
      ids.forEach((id) => key(id));
    };

  /** The polls of each request's status so far. */
  const polls = (): number =>
    world.sandbox.cloudApi.log.filter(({ path }) => path.includes("/requests/")).length;

  test("the privilege of the group has not reached the user yet", async () => {
    world.sandbox.cloudApi.faults.arm({ name: "privilege-not-propagated" });
    await world.synth(app("First", "Second"));
    await world.plan();
    const said = await world.applyFails();
    world.expectNoStrayKeys();
    const { changes } = await world.converge();

    expect(said).toContain("error creating Object Storage key: 422 Unprocessable Entity");
    expect(said).toContain("part of a group that has ACCESS_S3_OBJECT_STORAGE privilege");
    expect(changes).toEqual({ "ionoscloud_s3_key.Second": "create" });
  });

  test("a key is made, and then cannot be brought to its end: it is replaced", async () => {
    world.sandbox.cloudApi.faults.arm({ name: "key-update-refused" });
    await world.synth(app("First", "Second"));
    await world.plan();
    const said = await world.applyFails();
    world.expectNoStrayKeys();
    const half = world.cloudKeys();
    const { changes } = await world.converge();

    expect(said).toContain("422 Unprocessable Entity");
    expect(changes).toEqual({ "ionoscloud_s3_key.Second": "delete, create" });
    expect(half).toHaveLength(2);
    expect(world.cloudKeys()).toHaveLength(2);
    expect(world.cloudKeys()).not.toEqual(half);
  });

  test("a request takes its time: the apply waits for it", async () => {
    await world.synth(app("First", "Second"));
    await world.plan();
    world.sandbox.cloudApi.faults.arm({ name: "slow-request", on: "key", method: "POST" });
    const before = polls();
    await world.apply();

    // One for each of the two writes, and one in vain.
    expect(polls() - before).toBe(3);
    expect(world.cloudKeys()).toHaveLength(2);
    expect((await world.plan()).status).toBe(0);
  });

  test("a request to make a key fails after all", async () => {
    world.sandbox.cloudApi.faults.arm({
      name: "failed-request",
      on: "key",
      method: "POST",
      message: "Out of keys",
    });
    await world.synth(app("First", "Second"));
    await world.plan();
    const said = await world.applyFails();
    // The state may name the key that never came to be; the next refresh finds out.
    expect(world.stateKeys()).toEqual(expect.arrayContaining(world.cloudKeys()));
    const { changes } = await world.converge();

    expect(said).toContain("Request failed with following error: Out of keys");
    expect(changes).toEqual({ "ionoscloud_s3_key.Second": "create" });
    expect(world.cloudKeys()).toHaveLength(2);
  });

  test("a request to deactivate a key fails after all", async () => {
    world.sandbox.cloudApi.faults.arm({ name: "failed-request", on: "key", message: "Not now" });
    await world.synth((stack) => void member(stack, "Ada")("First", KeyStatus.INACTIVE));
    await world.plan();
    const said = await world.applyFails();
    world.expectNoStrayKeys();
    const { changes } = await world.converge();

    expect(said).toContain("Request failed with following error: Not now");
    expect(changes).toEqual({ "ionoscloud_s3_key.First": "update" });
  });

  test("the token is refused at the beginning of a plan", async () => {
    world.sandbox.cloudApi.faults.arm({ name: "token-expired" });
    await world.synth(app("First", "Second"));
    const said = await world.planFails();
    world.expectNoStrayKeys();
    const { changes } = await world.converge();

    expect(said).toContain("401 Unauthorized");
    expect(changes).toEqual({
      "ionoscloud_s3_key.Second": "create",
      "terraform_data.Second_Owner": "create",
    });
  });

  test("the token is refused in the middle of a create: the key is not forgotten", async () => {
    await world.synth(app("First", "Second"));
    await world.plan();
    world.sandbox.cloudApi.faults.arm({ name: "token-expired", on: "key", method: "PUT" });
    const said = await world.applyFails();
    world.expectNoStrayKeys();
    const { changes } = await world.converge();

    expect(said).toContain("401 Unauthorized");
    expect(changes).toEqual({ "ionoscloud_s3_key.Second": "delete, create" });
    expect(world.cloudKeys()).toHaveLength(2);
  });
});
