import { CURRENT_KEY_FORMAT, isLegacyAccessKey, LEGACY_KEY_FORMAT } from "../../lib/catalog";

describe("key formats", () => {
  // The sample pairs of IONOS' documentation, Key Management.
  const before = {
    accessKey: "23cbca2790edd9f62100",
    secretKey: "0Q1YOGKz3z6Nwv8KkkWiButqx4sVmSJW4bTGwbzO",
  };
  const since = {
    accessKey:
      "EAAAAAFaSZEvg5hC2IoZ0EuXHRB4UNMpLkvzWdKvecNpEUF-YgAAAAEB41A3AAAAAAHnUDl-h_Lwot1NVP6F_MARJv_o",
    secretKey: "Opdxr7mG09tK4wX4s6J3nrl1Z4EJgYRui/rldkgiPmrI5bavWHuThswRqPwgbeLP",
  };

  test.each([
    ["before", LEGACY_KEY_FORMAT, before],
    ["since", CURRENT_KEY_FORMAT, since],
  ])("of keys generated %s 2024-04-25 have the lengths of IONOS' sample", (_name, format, pair) => {
    expect(format).toEqual({
      accessKeyLength: pair.accessKey.length,
      secretKeyLength: pair.secretKey.length,
    });
  });

  test("are told by the length of the access key", () => {
    expect(isLegacyAccessKey(before.accessKey)).toBe(true);
    expect(isLegacyAccessKey(since.accessKey)).toBe(false);
  });
});
