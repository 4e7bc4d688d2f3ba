import { MAX_KEYS_PER_USER, MAX_PUT_BYTES } from "../../lib/catalog";

test("the limits are those of IONOS' documentation", () => {
  expect(MAX_KEYS_PER_USER).toBe(5);
  expect(MAX_PUT_BYTES).toEqual({ "contract-owned": 5 * 1024 ** 3, "user-owned": 5e9 });
});
