import type { Action, OutputChange } from "./plan";
import { isObject, isSame, member } from "./json";
import { safeText } from "./safe-text";
import { isDescriptor, readShare, type Share } from "./share";
import { readLink, type SignedLink } from "./signed-link";

/** How deep in an output's value descriptors and links are looked for. */
const DEPTH = 4;

/** Both sides of a link: an output, or a part of one, that is a presigned URL. */
export interface LinkChange {
  readonly address: string;
  readonly action: Action;
  readonly before: SignedLink | undefined;
  readonly after: SignedLink | undefined;

  /** Whether the link is known after apply only. */
  readonly isUnknown: boolean;
}

/** Both sides of a share: an output, or a part of one, that is a share descriptor. */
export interface ShareChange {
  readonly address: string;
  readonly before: Share | undefined;
  readonly after: Share | undefined;
  readonly isChanged: boolean;

  /** The link that stands in the output beside it. */
  readonly link: LinkChange | undefined;
}

type Step = string | number;

/** One side of an output's value. */
interface Side {
  readonly value: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

/** Finds the shares among the outputs of a plan, and the links that no descriptor stands beside. */
export function sharesInPlan(outputs: readonly OutputChange[]): {
  readonly shares: ShareChange[];
  readonly links: LinkChange[];
} {
  const byName = new Map(outputs.map((output) => [output.name, output]));
  const shares: ShareChange[] = [];
  const links: LinkChange[] = [];
  const beside = new Set<string>();

  for (const { name, change } of outputs) {
    const before = { value: change.before, unknown: false, sensitive: change.beforeSensitive };
    const after = {
      value: change.after,
      unknown: change.action === "delete" ? false : change.afterUnknown,
      sensitive: change.afterSensitive,
    };
    const at = (path: readonly Step[]): string =>
      safeText(`output.${name}${path.map((step) => `[${JSON.stringify(step)}]`).join("")}`);

    for (const path of pathsOf(isDescriptor, before.value, after.value)) {
      const [old, next] = [sideAt(before, path), sideAt(after, path)];
      const itsLink = path.length === 0 ? linkBeside(byName, name) : undefined;
      if (itsLink !== undefined) {
        beside.add(sameness(itsLink));
      }
      shares.push({
        address: at(path),
        before: isDescriptor(old.value) ? readShare(old.value, false, old.sensitive) : undefined,
        after:
          isDescriptor(next.value) || isUnknownDescriptor(next)
            ? readShare(next.value, next.unknown, next.sensitive)
            : undefined,
        isChanged: !isSame(old.value, next.value) || hasUnknown(next.unknown),
        link: itsLink,
      });
    }
    for (const path of pathsOf(isLink, before.value, after.value)) {
      links.push(linkChange(at(path), change.action, sideAt(before, path), sideAt(after, path)));
    }
  }
  return {
    shares,
    links: links.filter((link) => !beside.has(sameness(link))),
  };
}

/** The link of `NAME_url` for the descriptor in `NAME_share`. */
function linkBeside(
  outputs: ReadonlyMap<string, OutputChange>,
  name: string,
): LinkChange | undefined {
  const output = outputs.get(name.replace(/_share$/, "_url"));
  if (output === undefined || output.name === name) {
    return undefined;
  }
  const { action, before, after, afterUnknown } = output.change;
  return linkChange(
    `output.${output.name}`,
    action,
    { value: before, unknown: false, sensitive: false },
    { value: after, unknown: afterUnknown, sensitive: false },
  );
}

function linkChange(address: string, action: Action, before: Side, after: Side): LinkChange {
  return {
    address,
    action,
    before: readLink(before.value),
    after: readLink(after.value),
    isUnknown: after.unknown === true && action !== "delete",
  };
}

/** What two outputs have in common that say the same link, such as one that hands it to another stack. */
function sameness({ before, after, isUnknown }: LinkChange): string {
  return JSON.stringify([before?.text, after?.text, isUnknown]);
}

function isLink(value: unknown): boolean {
  return readLink(value) !== undefined;
}

/** Where a value, before or after, has what is looked for: each place once. */
function pathsOf(isIt: (value: unknown) => boolean, ...values: unknown[]): (readonly Step[])[] {
  const found = new Map<string, readonly Step[]>();
  const look = (value: unknown, path: readonly Step[]): void => {
    if (isIt(value)) {
      found.set(JSON.stringify(path), path);
    } else if (path.length < DEPTH && typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value) as [string, unknown][]) {
        look(inner, [...path, Array.isArray(value) ? Number(name) : name]);
      }
    }
  };
  values.forEach((value) => look(value, []));
  return [...found.values()];
}

function sideAt(side: Side, path: readonly Step[]): Side {
  return { value: at(side.value), unknown: at(side.unknown), sensitive: at(side.sensitive) };

  /** What marks a whole marks its parts. */
  function at(whole: unknown): unknown {
    return path.reduce<unknown>((value, step) => {
      if (value === true) {
        return true;
      }
      return Array.isArray(value)
        ? (value as unknown[])[Number(step)]
        : member(value, String(step));
    }, whole);
  }
}

function isUnknownDescriptor({ value, unknown }: Side): boolean {
  return unknown === true || (isObject(value) && member(unknown, "format") === true);
}

function hasUnknown(unknown: unknown): boolean {
  return typeof unknown === "object" && unknown !== null
    ? Object.values(unknown).some(hasUnknown)
    : unknown === true;
}
