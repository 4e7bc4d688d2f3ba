import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { fingerprint, presign, type PresignRequest } from "../../lib/signing";
import { scopeOf } from "../../lib/signing/scope";
import { SAMPLE_CREDENTIALS, VALID_REQUEST } from "./requests";

const addressOf = (change: Partial<PresignRequest>): string =>
  presign({ ...VALID_REQUEST, ...change }).split("?")[0]!;
const parametersOf = (change: Partial<PresignRequest>): string[] =>
  presign({ ...VALID_REQUEST, ...change })
    .split("?")[1]!
    .split("&");

describe("presign", () => {
  test("gives the same bytes for the same input", () => {
    expect(presign({ ...VALID_REQUEST })).toBe(presign({ ...VALID_REQUEST }));
  });

  test("leaves its input as it was", () => {
    const request = Object.freeze({
      ...VALID_REQUEST,
      query: Object.freeze({ b: "1", a: "2" }),
      headers: Object.freeze({ B: " 1 ", A: "2" }),
    });

    expect(() => presign(request)).not.toThrow();
  });

  test("carries the caller's query and the signing parameters, and nothing else", () => {
    const names = parametersOf({ query: { versionId: "v", a: "b" } }).map((p) => p.split("=")[0]);

    expect(names).toEqual([
      "X-Amz-Algorithm",
      "X-Amz-Credential",
      "X-Amz-Date",
      "X-Amz-Expires",
      "X-Amz-SignedHeaders",
      "a",
      "versionId",
      "X-Amz-Signature",
    ]);
  });

  test("sorts parameters by name among its own", () => {
    const query = { zz: "", "a-b": "1", a: "2", A: "3", "X-Amz-Content-Sha256": "4", ä: "5" };
    const names = parametersOf({ query }).map((p) => p.split("=")[0]);

    expect(names).toEqual([
      "%C3%A4",
      "A",
      "X-Amz-Algorithm",
      "X-Amz-Content-Sha256",
      "X-Amz-Credential",
      "X-Amz-Date",
      "X-Amz-Expires",
      "X-Amz-SignedHeaders",
      "a",
      "a-b",
      "zz",
      "X-Amz-Signature",
    ]);
  });

  test("names the signed headers in lower case and in order", () => {
    const parameters = parametersOf({ headers: { "X-Amz-Meta-A": "1", "Content-Type": "t" } });

    expect(parameters).toContain("X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-meta-a");
  });

  test("puts host at its place among the headers", () => {
    const headers = { hosta: "1", hosr: "2", hpos: "3" };

    expect(parametersOf({ headers })).toContain("X-Amz-SignedHeaders=hosr%3Bhost%3Bhosta%3Bhpos");
  });

  test("takes the instant of a Date, however it prints itself", () => {
    class LocalDate extends Date {
      public override toISOString(): string {
        return "2026-01-02T11:04:05+0800";
      }
    }

    expect(presign({ ...VALID_REQUEST, signedAt: new LocalDate(VALID_REQUEST.signedAt) })).toBe(
      presign(VALID_REQUEST),
    );
  });

  test("takes a Date of another realm", () => {
    const signedAt = runInNewContext('new Date("2026-01-02T03:04:05Z")') as Date;

    expect(signedAt).not.toBeInstanceOf(Date);
    expect(presign({ ...VALID_REQUEST, signedAt })).toBe(presign(VALID_REQUEST));
  });

  test("signs the value of a header with its white space folded, as servers do", () => {
    expect(presign({ ...VALID_REQUEST, headers: { a: "  b \t c " } })).toBe(
      presign({ ...VALID_REQUEST, headers: { A: "b c" } }),
    );
  });

  test("drops parts of a second, as X-Amz-Date has none", () => {
    expect(presign({ ...VALID_REQUEST, signedAt: new Date("2026-01-02T03:04:05.999Z") })).toBe(
      presign(VALID_REQUEST),
    );
  });

  test.each([
    ["a//b", "a//b"],
    ["/a", "/a"],
    ["a/", "a/"],
    ["100%25", "100%2525"],
    ["%2F", "%252F"],
    ["%2e%2e", "%252e%252e"],
    ["a+b", "a%2Bb"],
    [`"'`, "%22%27"],
    ["😀", "%F0%9F%98%80"],
    ["ü", "%C3%BC"],
    ["u\u0308", "u%CC%88"],
    ["...", "..."],
    ["a/.b", "a/.b"],
    ["a./b", "a./b"],
    ["a..b/..c", "a..b/..c"],
    ["~_-.", "~_-."],
    ["\n", "%0A"],
    ["\\", "%5C"],
    ["${x}%{y}", "%24%7Bx%7D%25%7By%7D"],
    ["a".repeat(1024), "a".repeat(1024)],
  ])("keeps the object key %j as it is", (objectKey, path) => {
    expect(addressOf({ objectKey })).toBe(
      `https://s3.eu-central-3.ionoscloud.com/my-bucket/${path}`,
    );
  });

  test.each([
    ["https://s3.example.com/", "https://s3.example.com"],
    ["HTTPS://S3.Example.COM", "https://s3.example.com"],
    ["https://s3.example.com:443", "https://s3.example.com"],
    ["http://s3.example.com:80/", "http://s3.example.com"],
    ["https://s3.example.com:8443", "https://s3.example.com:8443"],
    ["http://[::1]:9000", "http://[::1]:9000"],
  ])("takes the endpoint %s as %s", (endpoint, origin) => {
    expect(addressOf({ endpoint })).toBe(`${origin}/my-bucket/my-object.txt`);
  });

  test("puts the bucket before the host when virtual-hosted", () => {
    expect(
      addressOf({
        endpoint: "http://s3.localhost:9000",
        addressing: "virtual-hosted",
        bucket: "a.b",
      }),
    ).toBe("http://a.b.s3.localhost:9000/my-object.txt");
  });

  test.each(["a_b", "my.bucket", "1234", "data-storage-2023", "a".repeat(63)])(
    "takes the bucket name %s",
    (bucket) => {
      expect(addressOf({ bucket })).toContain(`/${bucket}/`);
    },
  );

  test("remembers a scope for the next URL, and only a few of them", () => {
    const first = scopeOf(VALID_REQUEST);
    expect(scopeOf({ ...VALID_REQUEST })).toBe(first);
    const sameSecond = new Date(VALID_REQUEST.signedAt.getTime() + 999);
    expect(scopeOf({ ...VALID_REQUEST, signedAt: sameSecond })).toBe(first);

    for (let i = 0; i < 16; i++) {
      scopeOf({ ...VALID_REQUEST, region: `region-${i}` });
    }
    expect(scopeOf(VALID_REQUEST)).not.toBe(first);
  });

  test("remembers nothing wrong when credentials, regions, endpoints and instants alternate", () => {
    const requests = Array.from({ length: 100 }, (_, i): PresignRequest => ({
      ...VALID_REQUEST,
      credentials: {
        accessKeyId: `key-${i % 2}`,
        secretAccessKey: `secret-${i % 3}`,
        sessionToken: i % 5 === 0 ? `token-${i % 2}` : undefined,
      },
      region: `region-${i % 5}`,
      endpoint: `https://s3-${i % 7}.example.com`,
      signedAt: new Date(Date.UTC(2026, 0, 1 + (i % 11))),
    }));
    const alone = requests.map((request) => {
      let url = "";
      jest.isolateModules(() => {
        const alone = jest.requireActual<typeof import("../../lib/signing")>("../../lib/signing");
        url = alone.presign(request);
      });
      return url;
    });

    expect(requests.map(presign)).toEqual(alone);
    expect(requests.reverse().map(presign).reverse()).toEqual(alone);
  });
});

describe("fingerprint", () => {
  test("is the beginning of the SHA-256 of the access key", () => {
    const { accessKeyId } = SAMPLE_CREDENTIALS;

    expect(fingerprint(accessKeyId)).toBe(
      createHash("sha256").update(accessKeyId).digest("hex").slice(0, 16),
    );
  });
});
