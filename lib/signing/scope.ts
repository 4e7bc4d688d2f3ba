import { requireCredentials } from "./credentials";
import { type Endpoint, parseEndpoint } from "./endpoint";
import { amzDate, requireSignedAt, timeOf } from "./instant";
import {
  ALGORITHM,
  ALGORITHM_PARAMETER,
  CREDENTIAL_PARAMETER,
  DATE_PARAMETER,
  SECURITY_TOKEN_PARAMETER,
  SERVICE,
  TERMINATOR,
} from "./names";
import { LONGEST_WORD, received, requireText } from "./problem";
import type { PresignRequest } from "./request";
import { hmac, hmacOfTail, sha256 } from "./sha256";
import { SigningError } from "./signing-error";
import { uriEncode } from "./uri-encode";

/** What presigned URLs of one pair, region, endpoint and instant have in common. */
export interface Scope {
  readonly endpoint: Endpoint;

  /** Canonical query up to and with `X-Amz-Date`. */
  readonly queryHead: string;

  /** `&X-Amz-Security-Token=…`, or `""`. */
  readonly queryToken: string;

  /** Signs a canonical request: the lower-case hex signature. */
  readonly sign: (canonicalRequest: string) => string;
}

type ScopeFields = Pick<PresignRequest, "credentials" | "region" | "endpoint" | "signedAt">;

/** A scope beside what it was made of. */
interface Remembered {
  readonly scope: Scope;

  /** Seconds since the Unix epoch: `X-Amz-Date` says no less. */
  readonly second: number;
  readonly region: string;
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

const REMEMBERED_AT_MOST = 16;

/**
 * The one memo of the signer. An app signs many URLs with few pairs and windows, and deriving a scope takes
 * several times as long as signing with it.
 */
const remembered: Remembered[] = [];
let oldest = 0;

/** The scope of a request, checked; from the memo where its fields are the very same. */
export function scopeOf(fields: ScopeFields): Scope {
  const { credentials, region, endpoint, signedAt } = fields;
  const time = timeOf(signedAt);
  if (time !== undefined && typeof credentials === "object" && credentials !== null) {
    const second = Math.floor(time / 1000);
    for (const entry of remembered) {
      if (
        entry.second === second &&
        entry.secretAccessKey === credentials.secretAccessKey &&
        entry.accessKeyId === credentials.accessKeyId &&
        entry.sessionToken === credentials.sessionToken &&
        entry.endpoint === endpoint &&
        entry.region === region
      ) {
        return entry.scope;
      }
    }
  }

  const entry = remember(fields);
  remembered[oldest] = entry;
  oldest = (oldest + 1) % REMEMBERED_AT_MOST;
  return entry.scope;
}

function remember({ credentials, region, endpoint, signedAt }: ScopeFields): Remembered {
  const parsedEndpoint = parseEndpoint(endpoint);
  requireRegion(region);
  const { accessKeyId, secretAccessKey, sessionToken } = requireCredentials(credentials);
  const time = requireSignedAt(signedAt);
  const date = amzDate(time);
  const day = date.slice(0, 8);
  const credentialScope = `${day}/${region}/${SERVICE}/${TERMINATOR}`;

  const signatureOfTail = hmacOfTail(
    signingKey(secretAccessKey, day, region),
    `${ALGORITHM}\n${date}\n${credentialScope}\n`,
  );
  const scope: Scope = {
    endpoint: parsedEndpoint,
    queryHead:
      `${ALGORITHM_PARAMETER}=${ALGORITHM}` +
      `&${CREDENTIAL_PARAMETER}=${uriEncode(`${accessKeyId}/${credentialScope}`)}` +
      `&${DATE_PARAMETER}=${date}`,
    queryToken:
      sessionToken === undefined ? "" : `&${SECURITY_TOKEN_PARAMETER}=${uriEncode(sessionToken)}`,
    sign: (canonicalRequest) => signatureOfTail(sha256(canonicalRequest, "hex")),
  };
  return {
    scope,
    second: Math.floor(time / 1000),
    region,
    endpoint,
    accessKeyId,
    secretAccessKey,
    sessionToken,
  };
}

/** Derives the key that signs one day's requests to one region's S3. */
function signingKey(secretAccessKey: string, day: string, region: string): Buffer {
  return [day, region, SERVICE, TERMINATOR].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  ) as Buffer;
}

/** Takes a region's name; other S3-compatible servers have names such as `us-east-1`, `RegionOne`, `auto`. */
function requireRegion(region: unknown): void {
  const name = requireText("region", region);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) {
    throw new SigningError(
      "region",
      `must be a SigV4 region such as "eu-central-3" (letters, digits, hyphens), ${received(name, LONGEST_WORD)}`,
    );
  }
}
