import { describeEnd } from "../life";
import type { Link } from "../link";
import { visible } from "../quote";

/** What the columns of a table for people are called. */
export const HEAD = ["LINK", "REQUEST", "HEADERS TO SEND", "ENDS", "", "RENEWS"] as const;

/** What people want to know of a link, without what would let them use it. */
export function rowOf(link: Link, now: number): string[] {
  const { share, label } = link;
  const version = share.version_id && ` (version ${share.version_id})`;
  const headers = Object.entries(share.signed_headers).map(([name, value]) => `${name}: ${value}`);
  return [
    label,
    `${share.method} ${share.bucket}/${share.object_key}${version}`,
    headers.join(", "),
    share.expires_at,
    describeEnd(link, now),
    share.renews_at,
  ].map(visible);
}
