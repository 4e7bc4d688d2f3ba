import { ObjectStorageUser, type ObjectStorageUserOptions } from "../../lib";
import { testStack, USER_ID } from "../program";

describe("ObjectStorageUser fails when", () => {
  test.each<[string, unknown, object, string]>([
    [
      "the id is empty",
      "",
      {},
      'userId: must be the UUID of an IONOS user, or a token for it, got ""',
    ],
    [
      "the id is an e-mail address",
      "a@b.de",
      {},
      'userId: must be the UUID of an IONOS user, or a token for it, got "a@b.de"',
    ],
    [
      "the id is the canonical user id",
      "a73e086eeaaa03e21e4e932ac8a2ed7a",
      {},
      'userId: must be the UUID of an IONOS user, or a token for it, got "a73e086eeaaa03e21e4e932ac8a2ed7a"',
    ],
    [
      "the id is missing",
      undefined,
      {},
      "userId: must be the UUID of an IONOS user, or a token for it, got nothing",
    ],
    [
      "keysElsewhere is negative",
      USER_ID,
      { keysElsewhere: -1 },
      "keysElsewhere: must be a whole number from 0 to 5, got -1",
    ],
    [
      "keysElsewhere is more than a user can have",
      USER_ID,
      { keysElsewhere: 6 },
      "keysElsewhere: must be a whole number from 0 to 5, got 6",
    ],
    [
      "keysElsewhere is a text",
      USER_ID,
      { keysElsewhere: "1" },
      'keysElsewhere: must be a whole number from 0 to 5, got "1"',
    ],
    [
      "administrator is a text",
      USER_ID,
      { administrator: "yes" },
      'administrator: must be true or false, got "yes"',
    ],
  ])("%s", (_name, userId, options, message) => {
    expect(() =>
      ObjectStorageUser.fromUserId(
        testStack(),
        "User",
        userId as string,
        options as ObjectStorageUserOptions,
      ),
    ).toThrow(new Error(`${message} (at sharing/User)`));
  });
});
