import type { ShareDescriptor } from "../sharing/share-descriptor";

/** A link as the outputs of a stack have it. */
export interface Link {
  /** What the names of its outputs begin with, or its construct's path below the stack, joined with `_`. */
  readonly name: string;

  /** How to tell it from all others of the same outputs. */
  readonly label: string;

  /** The link itself, a secret: `undefined` where the outputs leave it out. */
  readonly url: string | undefined;

  /** All that is no secret. */
  readonly share: ShareDescriptor;

  /** What to do to have the link in the outputs. */
  readonly howToInclude: string;
}

/** A link that is there. */
export type CompleteLink = Link & { readonly url: string };

/** Takes links that can be handed on. */
export function requireUrls(links: readonly Link[]): CompleteLink[] {
  return links.map((link) => {
    const { url, label, howToInclude } = link;
    if (url === undefined) {
      throw new Error(`${label}: must be in the outputs with its link, got none (${howToInclude})`);
    }
    return { ...link, url };
  });
}

/** The parts of a link that a log may not show: its signature, and the token of temporary credentials. */
export function secretsOf({ url }: CompleteLink): string[] {
  return [...url.matchAll(/X-Amz-(?:Signature|Security-Token)=([^&]+)/gi)].map(
    ([, secret]) => secret as string,
  );
}
