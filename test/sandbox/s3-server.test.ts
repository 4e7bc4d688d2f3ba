import { presign } from "../../lib/signing";
import { type CloudApi, startCloudApi } from "./cloud-api/server";
import { type Pair, type S3Server, startS3Server } from "./s3-server";

describe("an S3 server that follows a contract", () => {
  let api: CloudApi;
  let server: S3Server;
  let user: string;

  beforeEach(async () => {
    api = await startCloudApi();
    server = await startS3Server({ buckets: ["reports"], pairs: api.contract });
    user = api.contract.createUser({
      firstname: "Ada",
      lastname: "Example",
      email: "ada@example.com",
      administrator: true,
      forceSecAuth: false,
      active: true,
    }).id;
  });

  afterEach(async () => {
    await server.close();
    await api.close();
  });

  const link = (method: "GET" | "PUT", credentials: Pair): string =>
    presign({
      method,
      endpoint: server.endpoint,
      region: "eu-central-3",
      bucket: "reports",
      objectKey: "q3.csv",
      credentials,
      signedAt: new Date(),
      expiresInSeconds: 600,
    });

  const statusOf = async (method: "GET" | "PUT", url: string): Promise<number> => {
    const response = await fetch(url, { method, ...(method === "PUT" && { body: "a;b" }) });
    await response.text();
    return response.status;
  };

  /** The answers to an upload and a download through the links of a key. */
  const use = async (pair: Pair): Promise<number[]> => [
    await statusOf("PUT", link("PUT", pair)),
    await statusOf("GET", link("GET", pair)),
  ];

  const createKey = (): Pair => {
    const key = api.contract.createKey(user);
    return { accessKeyId: key.id, secretAccessKey: key.secretKey };
  };

  test("serves the links of a key from its creation on", async () => {
    expect(await use(createKey())).toEqual([200, 200]);
  });

  test("shuts out a key while it is inactive, and no other", async () => {
    const key = createKey();
    const other = createKey();
    await use(other);
    const download = link("GET", key);

    api.contract.setKeyActive(user, key.accessKeyId, false);
    expect(await use(key)).toEqual([403, 403]);
    expect(await statusOf("GET", download)).toBe(403);
    expect(await use(other)).toEqual([200, 200]);

    api.contract.setKeyActive(user, key.accessKeyId, true);
    expect(await use(key)).toEqual([200, 200]);
    expect(await statusOf("GET", download)).toBe(200);
  });

  test("shuts out a key that is deleted, by itself or with its user", async () => {
    const [first, second] = [createKey(), createKey()];
    await use(second);

    api.contract.deleteKey(user, first.accessKeyId);
    expect(await use(first)).toEqual([403, 403]);
    expect(await use(second)).toEqual([200, 200]);

    api.contract.deleteUser(user);
    expect(await use(second)).toEqual([403, 403]);
  });

  test("shuts out keys that the contract does not know", async () => {
    const { secretAccessKey } = createKey();

    expect(await use({ accessKeyId: "E".repeat(92), secretAccessKey })).toEqual([403, 403]);
    expect(await use({ accessKeyId: "S3RVER", secretAccessKey: "S3RVER" })).toEqual([403, 403]);
  });

  test("shuts out tampered links, and requests without a signature", async () => {
    const key = createKey();
    await use(key);
    const download = link("GET", key);
    const tampered = download.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));

    expect(await statusOf("GET", tampered)).toBe(403);
    expect(await statusOf("GET", download.replace("q3.csv", "q4.csv"))).toBe(403);
    expect(await statusOf("PUT", download)).toBe(403);
    expect(await statusOf("GET", download.replace(/\?.*/, ""))).toBe(403);
    expect(await statusOf("PUT", download.replace(/\?.*/, ""))).toBe(403);
    expect(await statusOf("GET", server.endpoint)).toBe(403);
  });
});
