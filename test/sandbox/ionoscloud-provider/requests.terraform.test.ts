import { describeWithTerraform } from "../../describe-with-terraform";
import { GROUP, KEY, Program, USER } from "./program";

/** The sequences that were seen of the genuine provider 6.7.34. */
describeWithTerraform(
  "The stand-in for the ionoscloud provider asks, as the genuine one does,",
  () => {
    let program: Program;

    beforeEach(async () => {
      program = await Program.start();
    });

    afterEach(() => program.close());

    /** What an apply asks after the refresh of what is there. */
    const afterRefresh = async (refreshed: number, ...parts: string[]): Promise<string[]> =>
      (await program.requestsOf(() => program.apply(...parts))).slice(refreshed);

    const INACTIVE = KEY.replace("true", "false");
    const MARRIED = USER.replace('"Example"', '"Lovelace"');

    test("for a user, a group and its members, and a key", async () => {
      expect(await afterRefresh(0, USER)).toEqual([
        "POST /um/users",
        "GET /requests/*/status",
        "GET /um/users/*",
      ]);
      expect(await afterRefresh(1, USER, GROUP)).toEqual([
        "POST /um/groups",
        "GET /requests/*/status",
        "POST /um/groups/*/users",
        "GET /requests/*/status",
        "GET /um/groups/*",
        "GET /um/groups/*/users",
      ]);
      expect(await afterRefresh(3, USER, GROUP, KEY)).toEqual([
        "POST /um/users/*/s3keys",
        "GET /requests/*/status",
        "PUT /um/users/*/s3keys/*",
        "GET /requests/*/status",
        "GET /um/users/*/s3keys/*",
      ]);
    });

    test("for a refresh", async () => {
      await program.apply(USER, GROUP, KEY);

      expect((await program.requestsOf(() => program.planStatus())).sort()).toEqual([
        "GET /um/groups/*",
        "GET /um/groups/*/users",
        "GET /um/users/*",
        "GET /um/users/*/s3keys/*",
      ]);
    });

    test("for changes", async () => {
      await program.apply(USER, GROUP, KEY);

      expect(await afterRefresh(4, USER, GROUP, INACTIVE)).toEqual([
        "PUT /um/users/*/s3keys/*",
        "GET /requests/*/status",
        "GET /um/users/*/s3keys/*",
      ]);
      expect(await afterRefresh(4, MARRIED, GROUP, INACTIVE)).toEqual([
        "GET /um/users/*",
        "PUT /um/users/*",
        "GET /requests/*/status",
        "GET /um/users/*",
      ]);
      expect(await afterRefresh(4, MARRIED, GROUP.replace(/user_ids.*/, ""), INACTIVE)).toEqual([
        "PUT /um/groups/*",
        "GET /requests/*/status",
        "DELETE /um/groups/*/users/*",
        "GET /requests/*/status",
        "GET /um/groups/*",
        "GET /um/groups/*/users",
      ]);
    });

    test("for what is deleted", async () => {
      await program.apply(USER, GROUP, KEY);

      expect(await afterRefresh(4)).toEqual([
        "DELETE /um/users/*/s3keys/*",
        "GET /um/users/*/s3keys/*",
        "DELETE /um/groups/*",
        "GET /requests/*/status",
        "DELETE /um/users/*",
        "GET /requests/*/status",
      ]);
    });

    test("for an import, twice", async () => {
      await program.apply(USER, GROUP);
      const { id } = program.sandbox.cloudApi.contract.createKey(program.ada);
      program.write(USER, GROUP, KEY);
      const requests = await program.requestsOf(() =>
        program.terraform.succeed("import", "ionoscloud_s3_key.a", `${program.ada}/${id}`),
      );

      expect(requests.filter((request) => request.includes("s3keys"))).toEqual([
        "GET /um/users/*/s3keys/*",
        "GET /um/users/*/s3keys/*",
      ]);
      expect(await program.planStatus()).toBe(0);
    });
  },
);
