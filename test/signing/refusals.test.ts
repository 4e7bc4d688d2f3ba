import { Fn, Token } from "cdktf";
import { fingerprint, presign, SigningError } from "../../lib/signing";
import { SAMPLE_CREDENTIALS, VALID_REQUEST } from "./requests";

const TEXT_TOKEN = Token.asString(Fn.timestamp());
const NUMBER_TOKEN = Token.asNumber(Fn.lengthOf(["a"]));

/** What JavaScript callers can do too. */
function refusal(change: object): SigningError {
  try {
    presign({ ...VALID_REQUEST, ...change });
  } catch (error) {
    if (SigningError.isSigningError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("presign refused nothing");
}

const credentials = (change: object): object => ({
  credentials: { ...SAMPLE_CREDENTIALS, ...change },
});

describe("presign fails when", () => {
  test.each<[string, object, string]>([
    // expiresInSeconds
    [
      "the life is 0",
      { expiresInSeconds: 0 },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got 0",
    ],
    [
      "the life is negative",
      { expiresInSeconds: -1 },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got -1",
    ],
    [
      "the life is a fraction",
      { expiresInSeconds: 1.5 },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got 1.5",
    ],
    [
      "the life is no number",
      { expiresInSeconds: NaN },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got NaN",
    ],
    [
      "the life is a text",
      { expiresInSeconds: "3600" },
      'expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got "3600"',
    ],
    [
      "the life is longer than seven days",
      { expiresInSeconds: 604801 },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got 604801",
    ],
    [
      "the life is missing",
      { expiresInSeconds: undefined },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got nothing",
    ],
    [
      "the life is hugely negative, yet no token",
      { expiresInSeconds: -1e300 },
      "expiresInSeconds: must be a whole number from 1 to 604800 (7 days), got -1e+300",
    ],
    // signedAt
    [
      "the date is before 1970",
      { signedAt: new Date(-1000) },
      "signedAt: must be from the year 1970 to 9999, got 1969-12-31T23:59:59.000Z",
    ],
    [
      "the date is invalid",
      { signedAt: new Date("soon") },
      "signedAt: must be a valid Date, got an invalid one",
    ],
    [
      "the date is a text",
      { signedAt: "2026-01-01T00:00:00Z" },
      'signedAt: must be a Date, got "2026-01-01T00:00:00Z"',
    ],
    ["the date is missing", { signedAt: undefined }, "signedAt: must be a Date, got nothing"],
    [
      "the date has five digits of year",
      { signedAt: new Date(Date.UTC(10000, 0)) },
      "signedAt: must be from the year 1970 to 9999, got +010000-01-01T00:00:00.000Z",
    ],
    // method, addressing
    [
      "the method is unknown",
      { method: "POST" },
      'method: must be one of "GET", "HEAD", "PUT", "DELETE", got "POST"',
    ],
    [
      "the method is in lower case",
      { method: "get" },
      'method: must be one of "GET", "HEAD", "PUT", "DELETE", got "get"',
    ],
    ["the method is missing", { method: undefined }, "method: must be a text, got nothing"],
    [
      "the addressing is unknown",
      { addressing: "virtual" },
      'addressing: must be one of "path", "virtual-hosted", got "virtual"',
    ],
    ["the addressing is null", { addressing: null }, "addressing: must be a text, got null"],
    [
      "the method is long",
      { method: "x".repeat(81) },
      'method: must be one of "GET", "HEAD", "PUT", "DELETE", got a text of 81 characters',
    ],
    // endpoint
    [
      "a bucket would stand before an IPv6 address",
      { endpoint: "http://[::1]:9000", addressing: "virtual-hosted" },
      'addressing: must be "path" where the endpoint is an IP address, as no bucket can stand before it, got "virtual-hosted"',
    ],
    [
      "the endpoint has a path",
      { endpoint: "https://s3.example.com/x" },
      'endpoint: must be an http or https origin such as "https://s3.eu-central-3.ionoscloud.com", got one with a path',
    ],
    [
      "the endpoint has two slashes at its end",
      { endpoint: "https://s3.example.com//" },
      /^endpoint: .*, got one with a path$/ as never,
    ],
    [
      "the endpoint has a query",
      { endpoint: "https://s3.example.com?a=b" },
      /^endpoint: .*, got one with a query$/ as never,
    ],
    [
      "the endpoint has an empty query",
      { endpoint: "https://s3.example.com/?" },
      /^endpoint: .*, got one with a query$/ as never,
    ],
    [
      "the endpoint has a fragment",
      { endpoint: "https://s3.example.com#a" },
      /^endpoint: .*, got one with a fragment$/ as never,
    ],
    [
      "the endpoint has user information",
      { endpoint: "https://me:hunter2@s3.example.com" },
      /^endpoint: .*, got one with user information$/ as never,
    ],
    [
      "the endpoint has another scheme",
      { endpoint: "ftp://s3.example.com" },
      /^endpoint: .*, got the scheme "ftp"$/ as never,
    ],
    [
      "the endpoint has no scheme",
      { endpoint: "s3.example.com" },
      /^endpoint: .*, got one without scheme$/ as never,
    ],
    [
      "the endpoint has no valid host",
      { endpoint: "https://s3.exa mple.com" },
      /^endpoint: .*, got one without a valid host$/ as never,
    ],
    [
      "the endpoint has what Terraform would evaluate",
      { endpoint: "https://${path.cwd}.example.com" },
      /^endpoint: .*, got one without a valid host or port$/ as never,
    ],
    [
      "the endpoint has no valid port",
      { endpoint: "https://s3.example.com:99999" },
      /^endpoint: .*, got one without a valid host or port$/ as never,
    ],
    [
      "the endpoint has an empty label",
      { endpoint: "https://s3..example.com" },
      /^endpoint: .*, got one without a valid host or port$/ as never,
    ],
    ["the endpoint is empty", { endpoint: "" }, /^endpoint: .*, got an empty text$/ as never],
    [
      "the endpoint is a URL object",
      { endpoint: new URL("https://s3.example.com") },
      "endpoint: must be a text, got a URL",
    ],
    [
      "a bucket would stand before an IP address",
      { endpoint: "http://127.0.0.1:9000", addressing: "virtual-hosted" },
      /^addressing: must be "path" where the endpoint is an IP address/ as never,
    ],
    [
      "a dotted bucket is virtual-hosted on https",
      { bucket: "my.bucket", addressing: "virtual-hosted" },
      /^bucket: must not have a period with virtual-hosted addressing on https, .*got "my.bucket"/ as never,
    ],
    // region
    ["the region is empty", { region: "" }, /^region: must be a SigV4 region .*, got ""$/ as never],
    [
      "the region has a slash",
      { region: "eu/central" },
      /^region: .*, got "eu\/central"$/ as never,
    ],
    ["the region has a line break", { region: "de\n" }, /^region: .*, got "de\\n"$/ as never],
    ["the region is missing", { region: undefined }, "region: must be a text, got nothing"],
    // bucket
    [
      "the bucket is a URL with a password",
      { bucket: "https://me:hunter2@x" },
      "bucket: must consist of lower-case letters, digits, hyphens, periods and underscores, got a text of 20 characters",
    ],
    ["the bucket is empty", { bucket: "" }, 'bucket: must be 3 to 63 characters long, got ""'],
    ["the bucket is short", { bucket: "ab" }, 'bucket: must be 3 to 63 characters long, got "ab"'],
    [
      "the bucket is long",
      { bucket: "a".repeat(64) },
      `bucket: must be 3 to 63 characters long, got "${"a".repeat(64)}"`,
    ],
    [
      "the bucket has upper case",
      { bucket: "My-Bucket" },
      'bucket: must consist of lower-case letters, digits, hyphens, periods and underscores, got "My-Bucket" (did you mean "my-bucket"?)',
    ],
    ["the bucket has a slash", { bucket: "my/bucket" }, /^bucket: must consist of/ as never],
    [
      "the bucket ends in a line break",
      { bucket: "my-bucket\n" },
      /^bucket: must consist of/ as never,
    ],
    [
      "the bucket begins with a hyphen",
      { bucket: "-bucket" },
      'bucket: must begin with a letter or a digit, got "-bucket"',
    ],
    [
      "the bucket ends in an underscore",
      { bucket: "bucket_" },
      'bucket: must end with a letter or a digit, got "bucket_"',
    ],
    [
      "the bucket has two periods in a row",
      { bucket: "my..bucket" },
      'bucket: must not have two periods in a row, got "my..bucket"',
    ],
    [
      "the bucket has a hyphen next to a period",
      { bucket: "my-.bucket" },
      'bucket: must not have a hyphen next to a period, got "my-.bucket"',
    ],
    [
      "the bucket looks like an IP address",
      { bucket: "192.168.1.4" },
      'bucket: must not look like an IPv4 address, got "192.168.1.4"',
    ],
    ["the bucket is a number", { bucket: 1234 }, "bucket: must be a text, got 1234"],
    // objectKey
    [
      "the object key is empty",
      { objectKey: "" },
      "objectKey: must not be empty, got an empty text",
    ],
    [
      "the object key is longer than 1024 bytes",
      { objectKey: "ü".repeat(513) },
      "objectKey: must be at most 1024 bytes of UTF-8, got 1026 bytes",
    ],
    [
      "the plain object key is longer than 1024 bytes",
      { objectKey: "a".repeat(1025) },
      "objectKey: must be at most 1024 bytes of UTF-8, got 1025 bytes",
    ],
    [
      "the object key is half a surrogate pair",
      { objectKey: "a\ud800b" },
      'objectKey: must be well-formed Unicode, got "a\\ud800b" with half a surrogate pair',
    ],
    ...[
      ".",
      "..",
      "./a",
      "../a",
      "a/.",
      "a/..",
      "a/./b",
      "a/../b",
      "/../a",
      "a/ü/../b",
      "a//..",
    ].map((objectKey): [string, object, string] => [
      `the object key ${JSON.stringify(objectKey)} has a dot segment`,
      { objectKey },
      /^objectKey: must not have the segment "\.\.?", which HTTP clients fold away/ as never,
    ]),
    [
      "the object key is missing",
      { objectKey: undefined },
      "objectKey: must be a text, got nothing",
    ],
    ["the object key is null", { objectKey: null }, "objectKey: must be a text, got null"],
    // credentials
    [
      "the credentials are missing",
      { credentials: undefined },
      "credentials: must be an object with accessKeyId and secretAccessKey, got nothing",
    ],
    [
      "the credentials are a text",
      { credentials: "hunter2" },
      "credentials: must be an object with accessKeyId and secretAccessKey, got a text",
    ],
    [
      "the access key is empty",
      credentials({ accessKeyId: "" }),
      "accessKeyId: must not be empty, got an empty text",
    ],
    [
      "the access key is missing",
      credentials({ accessKeyId: undefined }),
      "accessKeyId: must be a text, got nothing",
    ],
    [
      "the access key has a slash",
      credentials({ accessKeyId: "hunter2/x" }),
      /^accessKeyId: must not have a "\/"/ as never,
    ],
    [
      "the access key has white space",
      credentials({ accessKeyId: "hunter2 x" }),
      "accessKeyId: must not have white space, got a text with it",
    ],
    [
      "the access key has a no-break space",
      credentials({ accessKeyId: "hunter2\u00a0" }),
      "accessKeyId: must not have white space, got a text with it",
    ],
    [
      "the access key is not ASCII",
      credentials({ accessKeyId: "hunter2ü" }),
      "accessKeyId: must be printable ASCII, got a text with other characters",
    ],
    [
      "the secret is empty",
      credentials({ secretAccessKey: "" }),
      "secretAccessKey: must not be empty, got an empty text",
    ],
    [
      "the secret is missing",
      credentials({ secretAccessKey: undefined }),
      "secretAccessKey: must be a text, got nothing",
    ],
    [
      "the secret is a number",
      credentials({ secretAccessKey: 20261122 }),
      "secretAccessKey: must be a text, got a number",
    ],
    [
      "the secret ends in a line break",
      credentials({ secretAccessKey: "hunter2\n" }),
      "secretAccessKey: must not have white space, got a text with it",
    ],
    [
      "the session token is empty",
      credentials({ sessionToken: "" }),
      "sessionToken: must not be empty, got an empty text",
    ],
    [
      "the session token is null",
      credentials({ sessionToken: null }),
      "sessionToken: must be a text, got null",
    ],
    // query, headers
    [
      "a query value has a line separator",
      { query: { a: "b\u2028c" } },
      'query: must not have a line break in a value, got one under "a"',
    ],
    [
      "the query is a Map",
      { query: new Map([["a", "b"]]) },
      "query: must be an object of texts, got a Map",
    ],
    ["the query is a list", { query: ["a"] }, "query: must be an object of texts, got an Array"],
    ["the query is null", { query: null }, "query: must be an object of texts, got null"],
    [
      "the query has a number",
      { query: { partNumber: 1 } },
      'query: must have texts as values, got a number under "partNumber"',
    ],
    [
      "the query has nothing under a name",
      { query: { versionId: undefined } },
      'query: must have texts as values, got nothing under "versionId"',
    ],
    [
      "the query is an instance",
      {
        query: new (class {
          a = "b";
        })(),
      },
      "query: must be an object of texts, got an Object",
    ],
    [
      "the query has a BigInt",
      { query: { partNumber: 1n } },
      'query: must have texts as values, got a number under "partNumber"',
    ],
    [
      "the headers have a secret without quotes",
      { headers: { authorization: 20261122 } },
      'headers: must have texts as values, got a number under "authorization"',
    ],
    [
      "the date is a Proxy",
      { signedAt: new Proxy(new Date(0), {}) },
      "signedAt: must be a Date, got an Object",
    ],
    [
      "the date only says it is one",
      { signedAt: { [Symbol.toStringTag]: "Date" } },
      "signedAt: must be a Date, got a Date",
    ],
    [
      "the region is as long as a secret",
      { region: "hunter2".padEnd(64, "/") },
      'region: must be a SigV4 region such as "eu-central-3" (letters, digits, hyphens), got a text of 64 characters',
    ],
    [
      "the query has an empty name",
      { query: { "": "a" } },
      "query: must not have an empty name, got one",
    ],
    [
      "a query name has a line break",
      { query: { "a\nb": "c" } },
      'query: must not have a line break in a name, got "a\\nb"',
    ],
    [
      "a query value has a line break",
      { query: { a: "hunter2\r" } },
      'query: must not have a line break in a value, got one under "a"',
    ],
    [
      "a query value is no Unicode",
      { query: { a: "\udc00" } },
      "query: must be well-formed Unicode, got a text with half a surrogate pair",
    ],
    ...[
      "X-Amz-Algorithm",
      "X-Amz-Credential",
      "X-Amz-Date",
      "X-Amz-Expires",
      "X-Amz-SignedHeaders",
      "X-Amz-Security-Token",
      "X-Amz-Signature",
      "x-amz-signature",
      "X-AMZ-DATE",
    ].map((name): [string, object, string] => [
      `the query has ${name}`,
      { query: { [name]: "hunter2" } },
      `query: must not have a parameter that the signer writes itself, got "${name}"`,
    ]),
    [
      "the headers are a Headers object",
      { headers: new Headers({ a: "b" }) },
      "headers: must be an object of texts, got a Headers",
    ],
    [
      "the headers have host",
      { headers: { Host: "a" } },
      'headers: must not have "host", which the endpoint says, got it',
    ],
    [
      "the headers have a name twice",
      { headers: { "Content-Type": "a", "content-type": "b" } },
      'headers: must have each name once, got "content-type" twice',
    ],
    [
      "a header name has a line break",
      { headers: { "a\r\nb": "c" } },
      'headers: must not have a line break or another control character in a name, got "a\\r\\nb"',
    ],
    [
      "a header value has a line break",
      { headers: { a: "hunter2\nb" } },
      'headers: must not have a line break or another control character in a value, got one under "a"',
    ],
    [
      "a header name has a colon",
      { headers: { "a:b": "c" } },
      'headers: must have names of letters, digits and hyphens, got "a:b"',
    ],
    [
      "a header name is empty",
      { headers: { "": "c" } },
      'headers: must have names of letters, digits and hyphens, got ""',
    ],
    [
      "a header value is a list",
      { headers: { a: ["b"] } },
      'headers: must have texts as values, got an Array under "a"',
    ],
  ])("%s", (_name, change, message) => {
    const error = refusal(change);

    expect(error.message).toEqual(
      (message as unknown) instanceof RegExp ? expect.stringMatching(message) : message,
    );
    expect(error.message).toBe(`${error.field}: ${error.problem}`);
    expect(error.message).not.toMatch(/hunter2|\n/);
  });

  test.each<[string, object]>([
    ["method", { method: TEXT_TOKEN }],
    ["endpoint", { endpoint: TEXT_TOKEN }],
    ["endpoint", { endpoint: `https://${TEXT_TOKEN}` }],
    ["region", { region: TEXT_TOKEN }],
    ["bucket", { bucket: TEXT_TOKEN }],
    ["bucket", { bucket: `reports-${TEXT_TOKEN}` }],
    ["objectKey", { objectKey: TEXT_TOKEN }],
    ["objectKey", { objectKey: `2026/${TEXT_TOKEN}.pdf` }],
    ["objectKey", { objectKey: NUMBER_TOKEN }],
    ["objectKey", { objectKey: `2026/q${NUMBER_TOKEN}.pdf` }],
    ["query", { query: { partNumber: String(NUMBER_TOKEN) } }],
    ["objectKey", { objectKey: Token.asList(Fn.timestamp())[0] }],
    ["addressing", { addressing: TEXT_TOKEN }],
    ["query", { query: TEXT_TOKEN }],
    ["query", { query: { versionId: TEXT_TOKEN } }],
    ["query", { query: { [TEXT_TOKEN]: "a" } }],
    ["query", { query: { partNumber: NUMBER_TOKEN } }],
    ["query", { query: Token.asStringMap(Fn.timestamp()) }],
    ["headers", { headers: { "content-type": TEXT_TOKEN } }],
    ["credentials", { credentials: Fn.timestamp() as unknown }],
    ["accessKeyId", credentials({ accessKeyId: TEXT_TOKEN })],
    ["secretAccessKey", credentials({ secretAccessKey: TEXT_TOKEN })],
    ["sessionToken", credentials({ sessionToken: TEXT_TOKEN })],
    ["signedAt", { signedAt: TEXT_TOKEN }],
    ["signedAt", { signedAt: NUMBER_TOKEN }],
    ["expiresInSeconds", { expiresInSeconds: NUMBER_TOKEN }],
    ["expiresInSeconds", { expiresInSeconds: TEXT_TOKEN }],
  ])("%s is a cdktf token", (field, change) => {
    const error = refusal(change);

    expect(error.field).toBe(field);
    expect(error.problem).toBe(
      "must be known when the URL is signed, got a cdktf token (a value that Terraform resolves later)",
    );
  });

  test("there is no request at all", () => {
    expect(() => presign(undefined as never)).toThrow("request: must be an object, got nothing");
  });
});

describe("a refusal", () => {
  test("never shows a presigned URL that was given in the wrong place", () => {
    const url = presign(VALID_REQUEST);
    const signature = url.slice(-64);
    const places = [
      "endpoint",
      "region",
      "bucket",
      "method",
      "addressing",
      "signedAt",
      "expiresInSeconds",
      "query",
      "headers",
      "credentials",
    ];

    for (const place of places) {
      expect(refusal({ [place]: url }).message).not.toContain(signature);
    }
    expect(refusal({ objectKey: `${url}/..` }).message).not.toContain(signature);
    expect(refusal({ query: { [url]: 1 } }).message).not.toContain(signature);
    expect(refusal({ query: { [url]: "\n" } }).message).not.toContain(signature);
    expect(refusal({ headers: { [url]: "a" } }).message).not.toContain(signature);
    expect(refusal(credentials({ accessKeyId: url })).message).not.toContain(signature);
  });

  test("is told from other errors across copies of the package", () => {
    expect(SigningError.isSigningError(refusal({ bucket: "" }))).toBe(true);
    expect(SigningError.isSigningError(new Error("bucket: no"))).toBe(false);
  });
});

describe("fingerprint fails when", () => {
  test.each([
    ["the access key is empty", "", "accessKeyId: must not be empty, got an empty text"],
    ["the access key is a token", TEXT_TOKEN, /^accessKeyId: must be known when the URL is signed/],
    ["the access key is missing", undefined as never, "accessKeyId: must be a text, got nothing"],
  ])("%s", (_name, accessKeyId, message) => {
    expect(() => fingerprint(accessKeyId)).toThrow(message);
  });
});
