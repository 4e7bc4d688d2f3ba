import type { Break } from "./finding";
import { isoSeconds } from "./instant";
import { endOf, type Share } from "./share";
import type { LinkChange, ShareChange } from "./shares-in-plan";
import type { SignedLink } from "./signed-link";

/** A link of the state that works until its end, unless its access key goes. */
export interface LiveShare extends Break {
  readonly fingerprint: string;
}

/**
 * The links that work before the plan, whatever the plan does with their outputs: somebody holds them.
 *
 * @param now milliseconds since the Unix epoch
 */
export function liveShares(
  shares: readonly ShareChange[],
  links: readonly LinkChange[],
  now: number,
): LiveShare[] {
  return [
    ...shares.flatMap(({ address, before, after }) => {
      const end = before && endOf(before, now);
      const fingerprint = before?.text("access_key_fingerprint");
      return end === undefined || typeof fingerprint !== "string"
        ? []
        : [
            live(
              address,
              end,
              fingerprint,
              after && fingerprintOfShare(after),
              after !== undefined,
            ),
          ];
    }),
    ...links.flatMap(({ address, before, after, isUnknown }) => {
      const end = before?.expiresAt;
      return end === undefined || end <= now || before?.fingerprint === undefined
        ? []
        : [live(address, end, before.fingerprint, fingerprintOfLink(after), isUnknown || !!after)];
    }),
  ].sort((a, b) => compare(b.usableUntil, a.usableUntil) || compare(a.share, b.share));
}

/** Those that die with a key. */
export function breaksOf(
  fingerprint: string | null | undefined,
  shares: readonly LiveShare[],
): Break[] {
  return shares
    .filter((share) => share.fingerprint === fingerprint)
    .map(({ share, usableUntil, plan }) => ({ share, usableUntil, plan }));
}

function live(
  share: string,
  end: number,
  fingerprint: string,
  next: string | undefined,
  stays: boolean,
): LiveShare {
  return {
    share,
    usableUntil: isoSeconds(end),
    plan: !stays ? "removes" : next === fingerprint ? "keeps" : "re-signs",
    fingerprint,
  };
}

function fingerprintOfShare(share: Share): string | undefined {
  return share.text("access_key_fingerprint") ?? undefined;
}

function fingerprintOfLink(link: SignedLink | undefined): string | undefined {
  return link?.fingerprint;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
