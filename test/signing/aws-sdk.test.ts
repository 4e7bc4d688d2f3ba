import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { SignatureV4 } from "@smithy/signature-v4";
import { type HttpMethod, presign, type PresignRequest } from "../../lib/signing";
import { layOut } from "../../lib/signing/presign";

const REQUESTS = 2000;
const SEED = 20261122;

describe("presign agrees with @aws-sdk/s3-request-presigner", () => {
  test(`on ${REQUESTS} random requests, in canonical request, signature and URL`, async () => {
    const canonicalRequests = spyOnCanonicalRequests();
    const random = randomFrom(SEED);

    for (let i = 0; i < REQUESTS; i++) {
      const request = randomRequest(random);
      const theirs = await sdkUrl(request);
      // What the SDK adds of its own is given to ours as the caller's query.
      const asSdk = { ...request, query: { ...request.query, ...sdkParameters(request) } };

      expect(layOut(asSdk).canonicalRequest).toBe(canonicalRequests.at(-1));
      expect(parts(presign(asSdk))).toEqual(parts(theirs));
    }
    expect(canonicalRequests).toHaveLength(REQUESTS);
  });
});

/** The SDK keeps its canonical request to itself, so it is overheard. */
function spyOnCanonicalRequests(): string[] {
  const heard: string[] = [];
  const base = Object.getPrototypeOf(SignatureV4.prototype) as {
    createCanonicalRequest: (...args: unknown[]) => string;
  };
  const original = base.createCanonicalRequest;
  jest.spyOn(base, "createCanonicalRequest").mockImplementation(function (this: unknown, ...args) {
    const canonicalRequest = original.apply(this, args);
    heard.push(canonicalRequest);
    return canonicalRequest;
  });
  return heard;
}

/** Address and parameters: the SDK writes the parameters in another order. */
function parts(url: string): { address: string; parameters: string[] } {
  const [address = "", query = ""] = url.split("?");
  return { address, parameters: query.split("&").sort() };
}

const COMMANDS: Record<HttpMethod, new (input: never) => object> = {
  GET: GetObjectCommand,
  HEAD: HeadObjectCommand,
  PUT: PutObjectCommand,
  DELETE: DeleteObjectCommand,
};

function sdkParameters({ method }: PresignRequest): Record<string, string> {
  const operation = { GET: "GetObject", PUT: "PutObject", DELETE: "DeleteObject" }[method as "GET"];
  return {
    "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD",
    ...(operation !== undefined && { "x-id": operation }),
  };
}

async function sdkUrl(request: PresignRequest): Promise<string> {
  const { query = {}, headers = {} } = request;
  const client = new S3Client({
    endpoint: request.endpoint,
    region: request.region,
    credentials: request.credentials,
    forcePathStyle: request.addressing !== "virtual-hosted",
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const command = new COMMANDS[request.method]({
    Bucket: request.bucket,
    Key: request.objectKey,
    VersionId: query["versionId"],
    ResponseContentDisposition: query["response-content-disposition"],
    ResponseContentType: query["response-content-type"],
    ContentType: headers["content-type"],
    Metadata: headers["x-amz-meta-owner"] && { owner: headers["x-amz-meta-owner"] },
  } as never) as GetObjectCommand;
  return getSignedUrl(client, command, {
    expiresIn: request.expiresInSeconds,
    signingDate: request.signedAt,
    signableHeaders: new Set(["host", ...Object.keys(headers)]),
    unhoistableHeaders: new Set(Object.keys(headers)),
  });
}

/** Mulberry32: small, seeded, the same on every machine. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const ODD_CHARACTERS = [
  ..." !\"#$%&'()*+,-.:;<=>?@[\\]^_`{|}~/äßéñ語😀́\u00a0\u0085\u200b",
  "//",
  "%25",
  "a",
  "b",
  "Z",
  "0",
];
const WORDS = [
  "inline",
  'attachment; filename="a b.txt"',
  "attachment; filename*=UTF-8''%C3%BC.txt",
  "text/plain; charset=utf-8",
  "(*!')",
];

function randomRequest(random: (below: number) => number): PresignRequest {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
  const text = (characters: readonly string[], length: number): string =>
    Array.from({ length }, () => pick(characters)).join("");
  const alphanumeric = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];

  let objectKey = "";
  while (objectKey === "" || objectKey.split("/").some((part) => part === "." || part === "..")) {
    objectKey = text(ODD_CHARACTERS, 1 + random(30));
  }
  const method = pick(["GET", "HEAD", "PUT", "DELETE"] as const);
  const query: Record<string, string> = {};
  if (method !== "PUT" && random(3) === 0) {
    query["versionId"] = text(alphanumeric, 32);
  }
  if ((method === "GET" || method === "HEAD") && random(3) === 0) {
    query["response-content-disposition"] = pick(WORDS);
    query["response-content-type"] = pick(WORDS);
  }
  const headers: Record<string, string> = {};
  if (method === "PUT" && random(2) === 0) {
    headers["content-type"] = pick([
      "text/plain",
      "  application/json ",
      "text/csv;  charset=utf-8",
    ]);
    headers["x-amz-meta-owner"] = pick(["ops", "team  a"]);
  }
  return {
    method,
    endpoint: pick([
      "https://s3.eu-central-3.ionoscloud.com",
      "https://s3.eu-central-1.ionoscloud.com",
      "http://localhost:9000",
    ]),
    region: pick(["de", "eu-central-2", "eu-central-3", "us-central-1"]),
    bucket: `b${text([..."abc0123456789-"], 1 + random(20))}z`,
    objectKey,
    addressing: pick(["path", "virtual-hosted"]),
    query,
    headers,
    credentials: {
      accessKeyId: text([...alphanumeric, "-", "_"], pick([20, 92])),
      secretAccessKey: text([...alphanumeric, "+", "/"], pick([40, 64])),
      sessionToken: random(8) === 0 ? text([...alphanumeric, "+", "/", "="], 60) : undefined,
    },
    signedAt: new Date(Date.UTC(2024, 0, 1) + random(3e9) * 60),
    expiresInSeconds: 1 + random(604800),
  };
}
