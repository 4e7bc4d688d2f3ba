import { fingerprint } from "../signing";
import {
  CREDENTIAL_PARAMETER,
  DATE_PARAMETER,
  EXPIRES_PARAMETER,
  SIGNATURE_PARAMETER,
} from "../signing/names";
import type { Facts } from "./finding";
import { isoSeconds, timeOf } from "./instant";
import { safeText } from "./safe-text";
import { lifeOf, type Share } from "./share";

/** A presigned URL, taken apart. It stays inside: only what it does is told. */
export interface SignedLink {
  readonly text: string;
  readonly origin: string;

  /** Decoded, with its first `/`. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly fingerprint: string | undefined;
  readonly region: string | undefined;
  readonly signedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

/** Takes a presigned URL apart; `undefined` for everything else. */
export function readLink(value: unknown): SignedLink | undefined {
  const parts =
    typeof value === "string" ? /^(https?:\/\/[^/?#]+)([^?#]*)\?(.*)$/is.exec(value) : null;
  if (parts === null) {
    return undefined;
  }
  const [text, origin = "", path = "", query = ""] = parts;
  const parameters = new Map(
    query.split("&").map((pair) => {
      const [name = "", ...rest] = pair.split("=");
      return [decode(name), decode(rest.join("="))];
    }),
  );
  if (!parameters.has(SIGNATURE_PARAMETER)) {
    return undefined;
  }
  const [accessKey = "", , region] = (parameters.get(CREDENTIAL_PARAMETER) ?? "").split("/");
  const signedAt = timeOf(
    (parameters.get(DATE_PARAMETER) ?? "").replace(
      /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/,
      "$1-$2-$3:$4:$5",
    ),
  );
  const seconds = Number(parameters.get(EXPIRES_PARAMETER));
  const isLife = Number.isInteger(seconds) && seconds > 0 && seconds < 1e9;
  return {
    text,
    origin,
    path: decode(path),
    parameters,
    fingerprint: fingerprintOf(accessKey),
    region,
    signedAt,
    expiresAt: signedAt !== undefined && isLife ? signedAt + seconds * 1000 : undefined,
  };
}

/** Fingerprint of an access key; `undefined` for what is none. */
export function fingerprintOf(accessKey: unknown): string | undefined {
  try {
    return fingerprint(accessKey as string);
  } catch {
    return undefined;
  }
}

/** What of a link may be shown. */
export function linkFacts(link: SignedLink): Facts {
  const known: Record<string, string | undefined> = {
    endpoint: safeText(link.origin.replace(/\/\/.*@/, "//")),
    path: safeText(link.path),
    region: link.region && safeText(link.region),
    signed_at: link.signedAt && isoSeconds(link.signedAt),
    expires_at: link.expiresAt && isoSeconds(link.expiresAt),
    access_key_fingerprint: link.fingerprint,
  } as Record<string, string | undefined>;
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** What differs between two links that no descriptor tells: response headers and addressing. */
export function untoldDifferences(before: SignedLink, after: SignedLink): string[] {
  const names = new Set([...before.parameters.keys(), ...after.parameters.keys()]);
  const changed = [...names]
    .filter((name) => !name.startsWith("X-Amz-") && name !== "versionId")
    .filter((name) => before.parameters.get(name) !== after.parameters.get(name))
    .map((name) => (/^response-[a-z-]{1,40}$/.test(name) ? name : "another query parameter"));
  return [...new Set(changed)].sort();
}

/** How a link says its bucket; `undefined` when it does not open the object of the descriptor at all. */
export function addressingOf(link: SignedLink, share: Share): string | undefined {
  const [endpoint, bucket, objectKey] = (["endpoint", "bucket", "object_key"] as const).map(
    (field) => share.text(field) ?? "",
  ) as [string, string, string];
  if (link.origin === endpoint && isText(link.path, `/${bucket}/${objectKey}`)) {
    return "path";
  }
  return link.origin === endpoint.replace("://", `://${bucket}.`) &&
    isText(link.path, `/${objectKey}`)
    ? "virtual-hosted"
    : undefined;
}

/** Where a link does something else than its descriptor says. The method does not stand in a link. */
export function contradictions(link: SignedLink, share: Share): string[] {
  const { signedAt, expiresAt, parameters } = link;
  const life = signedAt !== undefined && expiresAt !== undefined ? expiresAt - signedAt : undefined;
  return [
    ...(addressingOf(link, share) === undefined ? ["object"] : []),
    ...(isText(parameters.get("versionId") ?? "", share.text("version_id") ?? "")
      ? []
      : ["version"]),
    ...(link.region === share.text("region") ? [] : ["region"]),
    ...(signedAt === timeOf(share.text("signed_at")) && life === lifeOf(share) ? [] : ["life"]),
    ...(link.fingerprint === share.text("access_key_fingerprint") ? [] : ["access key"]),
  ];
}

/** Terraform turns a descriptor's texts into Unicode NFC, and leaves the percent-encoded link. */
function isText(a: string, b: string): boolean {
  return a.normalize("NFC") === b.normalize("NFC");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
