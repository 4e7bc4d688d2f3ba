import type { Addressing } from "./request";
import { received, requireText } from "./problem";
import { SigningError } from "./signing-error";

const ORIGIN = /^https?:\/\/[^/?#@\\\s]+\/?$/i;

/** What a host may hold; a URL parser lets `${` and the like pass, which Terraform would evaluate. */
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)(:\d+)?$/;
const REQUIRED = 'must be an http or https origin such as "https://s3.eu-central-3.ionoscloud.com"';

/** An origin, taken apart. */
export interface Endpoint {
  /** `https://` or `http://`. */
  readonly scheme: string;

  /** Lower-case host, with the port unless it is the scheme's own. */
  readonly host: string;

  /** Whether the host is an IP address, so that no bucket can stand before it. */
  readonly isIpAddress: boolean;
}

/**
 * Takes the origin of an S3 server: a trailing `/` is dropped, the host lower-cased, the default port dropped.
 *
 * What is refused is described, never shown: it may hold a password or a whole presigned URL.
 */
export function parseEndpoint(endpoint: unknown): Endpoint {
  const text = requireText("endpoint", endpoint, false);
  if (!ORIGIN.test(text)) {
    throw new SigningError("endpoint", `${REQUIRED}, got ${faultOf(text)}`);
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !HOST.test(url.host)) {
    throw new SigningError("endpoint", `${REQUIRED}, got one without a valid host or port`);
  }
  const { protocol, host, hostname } = url;
  return {
    scheme: `${protocol}//`,
    host,
    isIpAddress: /^(\[.*\]|\d+\.\d+\.\d+\.\d+)$/.test(hostname),
  };
}

/** The origin as it stands in a URL. */
export function originOf({ scheme, host }: Endpoint): string {
  return `${scheme}${host}`;
}

/**
 * Puts the bucket into the URL.
 *
 * @returns the host that is asked, and the path up to the object key
 */
export function locate(
  endpoint: Endpoint,
  bucket: string,
  addressing: Addressing,
): { host: string; path: string } {
  if (addressing === "path") {
    return { host: endpoint.host, path: `/${bucket}/` };
  }
  if (endpoint.isIpAddress) {
    throw new SigningError(
      "addressing",
      `must be "path" where the endpoint is an IP address, as no bucket can stand before it, got "virtual-hosted"`,
    );
  }
  if (endpoint.scheme === "https://" && bucket.includes(".")) {
    throw new SigningError(
      "bucket",
      `must not have a period with virtual-hosted addressing on https, as no wildcard certificate covers it, ${received(bucket)} (use addressing "path")`,
    );
  }
  return { host: `${bucket}.${endpoint.host}`, path: "/" };
}

function faultOf(text: string): string {
  if (text === "") {
    return "an empty text";
  }
  const [, scheme, rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined) {
    return "one without scheme";
  }
  if (!/^https?$/i.test(scheme)) {
    return `the scheme "${scheme}"`;
  }
  if (rest.includes("@")) {
    return "one with user information";
  }
  if (rest.includes("?")) {
    return "one with a query";
  }
  if (rest.includes("#")) {
    return "one with a fragment";
  }
  return /[/\\]/.test(rest) ? "one with a path" : "one without a valid host";
}
