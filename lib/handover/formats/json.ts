import { mark } from "../../redact";
import { secondsLeft } from "../life";
import type { CompleteLink, Link } from "../link";
import { secretsOf } from "../link";

/** What a program wants to know of links, without what would let it use them. */
export function json(links: readonly Link[], now: number): string {
  const entries = links.map((link) => {
    const { share, label, url } = link;
    return {
      name: label,
      url: url === undefined ? null : withoutSecrets({ ...link, url }),
      method: share.method,
      headers: share.signed_headers,
      bucket: share.bucket,
      object_key: share.object_key,
      version_id: share.version_id,
      region: share.region,
      endpoint: share.endpoint,
      signed_at: share.signed_at,
      expires_at: share.expires_at,
      renews_at: share.renews_at,
      access_key_fingerprint: share.access_key_fingerprint,
      seconds_left: Math.max(0, secondsLeft(link, now)),
    };
  });
  return `${JSON.stringify({ version: 1, links: entries }, null, 2)}\n`;
}

/** The link with the marks of `redact`, so that both can be told to be the same. */
function withoutSecrets(link: CompleteLink): string {
  return secretsOf(link).reduce((url, secret) => url.replace(secret, mark(secret)), link.url);
}
