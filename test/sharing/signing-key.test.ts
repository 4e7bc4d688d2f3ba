import { ObjectStorageUser, SigningKey } from "../../lib";
import { testStack, USER_ID } from "../program";

const NAMES = [
  "IONOS_S3_ACCESS_KEY",
  "IONOS_S3_SECRET_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
] as const;

describe("SigningKey.fromEnvironment", () => {
  const before = { ...process.env };

  function fromEnvironment(env: Partial<Record<(typeof NAMES)[number], string>>): SigningKey {
    for (const name of NAMES) {
      delete process.env[name];
    }
    Object.assign(process.env, env);
    return SigningKey.fromEnvironment();
  }

  afterEach(() => {
    process.env = { ...before };
  });

  test("takes the pair of IONOS before that of AWS, and no session token with it", () => {
    const key = fromEnvironment({
      IONOS_S3_ACCESS_KEY: "a",
      IONOS_S3_SECRET_KEY: "b",
      AWS_ACCESS_KEY_ID: "c",
      AWS_SECRET_ACCESS_KEY: "d",
      AWS_SESSION_TOKEN: "e",
    });

    expect(key.unsafeUnwrap()).toEqual({ accessKeyId: "a", secretAccessKey: "b" });
  });

  test("takes the pair of AWS with its session token", () => {
    const env = { AWS_ACCESS_KEY_ID: "c", AWS_SECRET_ACCESS_KEY: "d" };

    expect(fromEnvironment(env).unsafeUnwrap()).toEqual({ accessKeyId: "c", secretAccessKey: "d" });
    expect(fromEnvironment({ ...env, AWS_SESSION_TOKEN: "e" }).unsafeUnwrap()).toEqual({
      accessKeyId: "c",
      secretAccessKey: "d",
      sessionToken: "e",
    });
  });

  test("keeps the owner that it is told", () => {
    const owner = ObjectStorageUser.fromUserId(testStack(), "User", USER_ID);
    fromEnvironment({ AWS_ACCESS_KEY_ID: "c", AWS_SECRET_ACCESS_KEY: "d" });

    expect(SigningKey.fromEnvironment({ owner }).owner).toBe(owner);
  });

  test("takes an empty variable for one that is not set", () => {
    const key = fromEnvironment({
      IONOS_S3_ACCESS_KEY: "",
      IONOS_S3_SECRET_KEY: "",
      AWS_ACCESS_KEY_ID: "c",
      AWS_SECRET_ACCESS_KEY: "d",
      AWS_SESSION_TOKEN: "",
    });

    expect(key.unsafeUnwrap()).toEqual({ accessKeyId: "c", secretAccessKey: "d" });
  });

  test.each([
    [
      "half the pair of IONOS is set, and never mixes it",
      { IONOS_S3_ACCESS_KEY: "a", AWS_ACCESS_KEY_ID: "c", AWS_SECRET_ACCESS_KEY: "d" },
      "IONOS_S3_SECRET_KEY: must be set together with IONOS_S3_ACCESS_KEY, got only IONOS_S3_ACCESS_KEY",
    ],
    [
      "half the pair of AWS is set",
      { AWS_SECRET_ACCESS_KEY: "d" },
      "AWS_ACCESS_KEY_ID: must be set together with AWS_SECRET_ACCESS_KEY, got only AWS_SECRET_ACCESS_KEY",
    ],
    [
      "nothing is set",
      {},
      "signingKey: must be in the environment as IONOS_S3_ACCESS_KEY and IONOS_S3_SECRET_KEY, or as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, got none of them (the cdktf CLI passes no TF_VAR_ variables on to the app)",
    ],
    [
      "the secret is no secret",
      { IONOS_S3_ACCESS_KEY: "a", IONOS_S3_SECRET_KEY: "hunter2\n" },
      "IONOS_S3_SECRET_KEY: must not have white space, got a text with it",
    ],
    [
      "the access key kept its quotes",
      { AWS_ACCESS_KEY_ID: '"a"', AWS_SECRET_ACCESS_KEY: "d" },
      "AWS_ACCESS_KEY_ID: must not stand in quotes, got a text in quotes",
    ],
  ])("fails when %s", (_name, env, message) => {
    expect(() => fromEnvironment(env)).toThrow(new Error(message));
  });
});
