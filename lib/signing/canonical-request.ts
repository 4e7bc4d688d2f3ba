import { locate } from "./endpoint";
import { EXPIRES_PARAMETER, SIGNED_HEADERS_PARAMETER, UNSIGNED_PAYLOAD } from "./names";
import { byName, type Parameter } from "./parameters";
import type { Addressing, HttpMethod } from "./request";
import type { Scope } from "./scope";
import { uriEncode, uriEncodePath } from "./uri-encode";

/** The header by which an upload is bound to one payload. */
const PAYLOAD_HASH_HEADER = "x-amz-content-sha256";

/** A checked request. */
export interface CheckedRequest {
  readonly scope: Scope;
  readonly method: HttpMethod;
  readonly bucket: string;
  readonly objectKey: string;
  readonly addressing: Addressing;
  readonly query: readonly Parameter[];
  readonly headers: readonly Parameter[];
  readonly expiresInSeconds: number;
}

/**
 * Lays a request out as SigV4 signs it.
 *
 * @returns the URL without its signature, and the canonical request: what the signature is over
 */
export function canonicalize(request: CheckedRequest): { url: string; canonicalRequest: string } {
  const { scope, query } = request;
  const { host, path } = locate(scope.endpoint, request.bucket, request.addressing);
  const uri = path + uriEncodePath(request.objectKey);

  const signed = signHeaders(request.headers, host);

  let canonicalQuery =
    `${scope.queryHead}&${EXPIRES_PARAMETER}=${request.expiresInSeconds}${scope.queryToken}` +
    `&${SIGNED_HEADERS_PARAMETER}=${signed.namesValue}`;
  if (query.length > 0) {
    canonicalQuery = sortedQuery(canonicalQuery, query);
  }

  return {
    url: `${scope.endpoint.scheme}${host}${uri}?${canonicalQuery}`,
    canonicalRequest: `${request.method}\n${uri}\n${canonicalQuery}\n${signed.lines}\n${signed.names}\n${signed.payloadHash}`,
  };
}

/** What the signed headers put into the canonical request and into the query. */
interface SignedHeaders {
  /** Their names, as the canonical request has them. */
  readonly names: string;

  /** The same, as the value of `X-Amz-SignedHeaders`. */
  readonly namesValue: string;

  /** Names and values, a line each. */
  readonly lines: string;
  readonly payloadHash: string;
}

/** Puts `host` at its place among the headers, which are sorted. */
function signHeaders(headers: readonly Parameter[], host: string): SignedHeaders {
  if (headers.length === 0) {
    return {
      names: "host",
      namesValue: "host",
      lines: `host:${host}\n`,
      payloadHash: UNSIGNED_PAYLOAD,
    };
  }
  const after = headers.findIndex(([name]) => name > "host");
  const all = headers.toSpliced(after === -1 ? headers.length : after, 0, ["host", host]);
  let [names, namesValue, lines, payloadHash] = ["", "", "", UNSIGNED_PAYLOAD];
  for (const [name, value] of all) {
    names += names === "" ? name : `;${name}`;
    namesValue += namesValue === "" ? uriEncode(name) : `%3B${uriEncode(name)}`;
    lines += `${name}:${value}\n`;
    payloadHash = name === PAYLOAD_HASH_HEADER ? value : payloadHash;
  }
  return { names, namesValue, lines, payloadHash };
}

/**
 * Sorts the caller's parameters among the signer's, by encoded name.
 *
 * All names of S3 itself are in lower case and so come after the signer's: these are only appended.
 */
function sortedQuery(signingQuery: string, query: readonly Parameter[]): string {
  const own = query.map(([name, value]): Parameter => [uriEncode(name), uriEncode(value)]);
  if (own.every(([name]) => name > SIGNED_HEADERS_PARAMETER)) {
    return appendAll(signingQuery, own.sort(byName));
  }
  const signing = signingQuery
    .split("&")
    .map((parameter) => parameter.split("=") as [string, string]);
  return appendAll("", [...signing, ...own].sort(byName)).slice(1);
}

function appendAll(query: string, parameters: readonly Parameter[]): string {
  let appended = query;
  for (const [name, value] of parameters) {
    appended += `&${name}=${value}`;
  }
  return appended;
}
