import { createHash, createHmac } from "node:crypto";

/** What a server rebuilds of a presigned request in order to check it. */
export interface Recomputed {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signingKey: Buffer;
}

/** What stands in no URL, but is known to the server. */
export interface Received {
  readonly method: string;
  readonly secretAccessKey: string;

  /** The headers that came with the request, besides `host`. */
  readonly headers?: Readonly<Record<string, string>>;
}

const SIGNATURE = "X-Amz-Signature";

/**
 * Checks a presigned URL as a server does, from the URL and the secret key alone. Shares no code
 * with any signer that is compared.
 *
 * @returns what the signature is over
 * @throws Error when the signature is wrong
 */
export function verify(signer: string, url: string, received: Received): Recomputed {
  const [, host = "", path = "", query = ""] = /^https:\/\/([^/]+)([^?]*)\?(.*)$/.exec(url) ?? [];
  const parameters = query.split("&").map((parameter): [string, string] => {
    const [name = "", value = ""] = parameter.split("=");
    return [decodeURIComponent(name), decodeURIComponent(value)];
  });
  const valueOf = (name: string): string =>
    parameters.find((parameter) => parameter[0] === name)?.[1] ?? "";

  const headers: Record<string, string> = { ...received.headers, host };
  const signedHeaders = valueOf("X-Amz-SignedHeaders");
  const canonicalRequest = [
    received.method,
    decodeURIComponent(path).split("/").map(encode).join("/"),
    parameters
      .filter(([name]) => name !== SIGNATURE)
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join("&"),
    ...signedHeaders.split(";").map((name) => `${name}:${headers[name] ?? ""}`),
    "",
    signedHeaders,
    "UNSIGNED-PAYLOAD",
  ].join("\n");

  const scope = valueOf("X-Amz-Credential").split("/").slice(1);
  const hash = createHash("sha256").update(canonicalRequest).digest("hex");
  const stringToSign = ["AWS4-HMAC-SHA256", valueOf("X-Amz-Date"), scope.join("/"), hash].join(
    "\n",
  );
  const signingKey = scope.reduce<Buffer>(
    (key, part) => createHmac("sha256", key).update(part).digest(),
    Buffer.from(`AWS4${received.secretAccessKey}`),
  );

  const expected = createHmac("sha256", signingKey).update(stringToSign).digest("hex");
  if (valueOf(SIGNATURE) !== expected) {
    throw new Error(`${signer}: wrong signature in ${url}, must be ${expected}`);
  }
  return { canonicalRequest, stringToSign, signingKey };
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
