import * as crypto from "node:crypto";
import { hmacOfTail } from "../../lib/signing/sha256";
import { VALID_REQUEST } from "./requests";

const tail = "0123456789abcdef".repeat(4);

describe("hmacOfTail", () => {
  test.each([0, 1, 32, 63, 64])(
    "agrees with the platform's HMAC for a key of %d bytes",
    (bytes) => {
      const key = Buffer.alloc(bytes, 0xa5);

      for (const head of ["", "AWS4-HMAC-SHA256\n", "x".repeat(1000)]) {
        const expected = crypto
          .createHmac("sha256", key)
          .update(head + tail)
          .digest("hex");
        const digest = hmacOfTail(key, head);

        expect(digest(tail)).toBe(expected);
        expect(digest(tail)).toBe(expected);
      }
    },
  );
});

describe("presign without crypto.hash, as before Node 20.12", () => {
  test("gives the same URL", () => {
    const urls = [crypto, { ...crypto, hash: undefined }].map((platform) => {
      let url = "";
      jest.isolateModules(() => {
        jest.doMock("node:crypto", () => platform);
        const { presign } =
          jest.requireActual<typeof import("../../lib/signing")>("../../lib/signing");
        url = presign(VALID_REQUEST);
      });
      return url;
    });

    expect(urls[1]).toBe(urls[0]);
  });
});
