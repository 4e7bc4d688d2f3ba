import { presignFunction } from "../../../lib/plugin/objectshare/presign";
import { Decimal, type Value } from "../../../lib/plugin/protocol";
import { readVectors, SAMPLE_CREDENTIALS } from "../../signing/requests";
import type { PresignRequest } from "../../../lib/signing";

type Attributes = Readonly<Record<string, Value>>;

const REQUEST: Attributes = {
  method: "GET",
  endpoint: "https://s3.eu-central-3.ionoscloud.com",
  region: "eu-central-3",
  bucket: "my-bucket",
  object_key: "my-object.txt",
  credentials: {
    access_key_id: SAMPLE_CREDENTIALS.accessKeyId,
    secret_access_key: SAMPLE_CREDENTIALS.secretAccessKey,
  },
  signed_at: "2026-01-02T03:04:05Z",
  expires_in_seconds: 3600,
};

const URL_OF_REQUEST = presignFunction.call([REQUEST]);

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function base64Values(texts: Readonly<Record<string, string>>): Attributes {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, base64(text)]));
}

/** The part of a recorded request that can go as it is, and the part that can go as base64. */
function attributesOf(request: PresignRequest): Attributes {
  const { credentials, signedAt } = request;
  return {
    method: request.method,
    endpoint: request.endpoint,
    region: request.region,
    bucket: request.bucket,
    addressing: request.addressing ?? null,
    credentials: {
      access_key_id: credentials.accessKeyId,
      secret_access_key: credentials.secretAccessKey,
      session_token: credentials.sessionToken ?? null,
    },
    signed_at: signedAt.toISOString(),
    expires_in_seconds: request.expiresInSeconds,
  };
}

describe("provider::objectshare::presign agrees with", () => {
  test.each(readVectors().map(({ request, url }, i) => ({ line: i + 1, request, url })))(
    "recorded request $line, as it is and as base64",
    ({ request, url }) => {
      const { objectKey, query = {}, headers = {} } = request;
      const plain = { ...attributesOf(request), object_key: objectKey, query, headers };
      const encoded = {
        ...attributesOf(request),
        object_key_base64: base64(objectKey),
        query_base64: base64Values(query),
        headers_base64: base64Values(headers),
      };

      expect(presignFunction.call([plain])).toBe(url);
      expect(presignFunction.call([encoded])).toBe(url);
    },
  );

  test("itself, whatever is left out or null, and however the instant is written", () => {
    for (const change of [
      { addressing: null, query: null, headers_base64: null },
      { addressing: "path", query: {}, headers: {} },
      { signed_at: "2026-01-02T04:04:05.999+01:00" },
    ]) {
      expect(presignFunction.call([{ ...REQUEST, ...change }])).toBe(URL_OF_REQUEST);
    }
  });

  test("itself, when query parameters come in both ways", () => {
    const both = { query: { versionId: "v" }, query_base64: { "response-expires": base64("x") } };

    expect(presignFunction.call([{ ...REQUEST, ...both }])).toBe(
      presignFunction.call([{ ...REQUEST, query: { versionId: "v", "response-expires": "x" } }]),
    );
  });

  test("itself, with a byte order mark at the beginning of an object key", () => {
    const encoded = { object_key: null, object_key_base64: base64("\ufeffa") };

    expect(presignFunction.call([{ ...REQUEST, ...encoded }])).toBe(
      presignFunction.call([{ ...REQUEST, object_key: "\ufeffa" }]),
    );
  });
});

describe("provider::objectshare::presign fails when", () => {
  const attributes =
    "method, endpoint, region, bucket, object_key, object_key_base64, addressing, query, query_base64, headers, headers_base64, credentials, signed_at, expires_in_seconds";

  test.each<[string, Attributes, string]>([
    [
      "the life is a text",
      { expires_in_seconds: "3600" },
      'expires_in_seconds: must be a whole number from 1 to 604800 (7 days), got "3600"',
    ],
    [
      "the life is too long",
      { expires_in_seconds: 604801 },
      "expires_in_seconds: must be a whole number from 1 to 604800 (7 days), got 604801",
    ],
    [
      "the life is no number of a computer",
      { expires_in_seconds: new Decimal("12345678901234567890123") },
      "expires_in_seconds: must be a whole number from 1 to 604800 (7 days), got 1.2345678901234568e+22",
    ],
    [
      "the life is missing",
      { expires_in_seconds: null },
      "expires_in_seconds: must be a whole number from 1 to 604800 (7 days), got nothing",
    ],
    [
      "the method is in lower case",
      { method: "get" },
      'method: must be one of "GET", "HEAD", "PUT", "DELETE", got "get"',
    ],
    ["the bucket is a number", { bucket: 5 }, "bucket: must be a text, got 5"],
    ["the object key is missing", { object_key: null }, "object_key: must be a text, got nothing"],
    [
      "the object key has a dot segment",
      { object_key: "a/../b" },
      'object_key: must not have the segment "..", which HTTP clients fold away (the link would be dead or open another object), got "a/../b"',
    ],
    [
      "the object key comes in both ways",
      { object_key_base64: "YQ==" },
      "object_key_base64: must not be given beside object_key, got both",
    ],
    [
      "base64 has no padding",
      { object_key: null, object_key_base64: "YQ" },
      "object_key_base64: must be base64 (RFC 4648, with padding), got another text",
    ],
    [
      "base64 is that of no UTF-8",
      { object_key: null, object_key_base64: "/w==" },
      "object_key_base64: must be the base64 of UTF-8, got that of other bytes",
    ],
    [
      "base64 is a number",
      { object_key: null, object_key_base64: 5 },
      "object_key_base64: must be base64 (RFC 4648, with padding), got a number",
    ],
    ["the query is a list", { query: ["a"] }, "query: must be an object of texts, got an Array"],
    [
      "a query parameter is a number",
      { query: { versionId: 5 } },
      'query: must have texts as values, got a number under "versionId"',
    ],
    [
      "a query parameter comes in both ways",
      { query: { versionId: "a" }, query_base64: { versionId: "YQ==" } },
      'query_base64: must not have a name that query has, got "versionId"',
    ],
    [
      "the headers in base64 are a text",
      { headers_base64: "YQ==" },
      "headers_base64: must be an object of texts, got a text",
    ],
    [
      "an attribute is misspelt",
      { header: {} },
      `request: must have no other attributes than ${attributes}, got "header" (did you mean "headers"?)`,
    ],
    [
      "an attribute is spelt as in TypeScript",
      { objectKey: "a" },
      `request: must have no other attributes than ${attributes}, got "objectKey" (did you mean "object_key"?)`,
    ],
    [
      "an attribute is unknown",
      { acl: "public-read" },
      `request: must have no other attributes than ${attributes}, got "acl"`,
    ],
    [
      "the credentials are missing",
      { credentials: null },
      "credentials: must be an object, got null",
    ],
    [
      "the credentials are a text",
      { credentials: SAMPLE_CREDENTIALS.secretAccessKey },
      "credentials: must be an object, got a text",
    ],
    [
      "a half of the pair is missing",
      { credentials: { access_key_id: "a" } },
      "secret_access_key: must be a text, got nothing",
    ],
    [
      "a half of the pair is misspelt",
      { credentials: { access_key_id: "a", secret_key: "b" } },
      'credentials: must have no other attributes than access_key_id, secret_access_key, session_token, got "secret_key"',
    ],
    [
      "the pair is swapped",
      {
        credentials: { access_key_id: SAMPLE_CREDENTIALS.secretAccessKey, secret_access_key: "a" },
      },
      'access_key_id: must not have a "/", which parts the credential scope, got one with it (is it the secret key?)',
    ],
    [
      "the instant has no time zone",
      { signed_at: "2026-01-02T03:04:05" },
      'signed_at: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got "2026-01-02T03:04:05"',
    ],
    [
      "the instant is missing",
      { signed_at: null },
      'signed_at: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got nothing',
    ],
  ])("%s", (_name, change, message) => {
    expect(() => presignFunction.call([{ ...REQUEST, ...change }])).toThrow(new Error(message));
  });

  test.each<[string, Value, string]>([
    ["a text", "a", "request: must be an object, got a text"],
    ["a list", [REQUEST], "request: must be an object, got an Array"],
    ["null", null, "request: must be an object, got null"],
  ])("the request is %s", (_name, request, message) => {
    expect(() => presignFunction.call([request])).toThrow(new Error(message));
  });
});
