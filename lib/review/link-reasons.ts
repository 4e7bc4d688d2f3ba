import type { Share } from "./share";
import type { ShareChange } from "./shares-in-plan";
import { addressingOf, contradictions, untoldDifferences } from "./signed-link";

/** What the link beside a descriptor does that the descriptor does not tell: a sentence each. */
export function linkReasons({ before, after, isChanged, link }: ShareChange): string[] {
  if (link === undefined) {
    return [];
  }
  const isLinkChanged = link.isUnknown || link.before?.text !== link.after?.text;
  if (!isChanged && !isLinkChanged) {
    return [];
  }
  if (after === undefined) {
    return link.after !== undefined || link.isUnknown
      ? ["Its descriptor goes, and the link beside it stays."]
      : [];
  }
  if (link.isUnknown) {
    return before !== undefined && isKnown(after)
      ? ["Its link is known after apply: what else changes in it cannot be told."]
      : [];
  }
  if (link.after === undefined) {
    return link.before === undefined
      ? ["The output beside it is no presigned URL."]
      : ["The link beside it goes, and its descriptor stays."];
  }

  const reasons: string[] = [];
  const wrong =
    after.problem === undefined && isKnown(after) ? contradictions(link.after, after) : [];
  if (wrong.length > 0) {
    reasons.push(`Its link does not match its descriptor: ${wrong.join(", ")}.`);
  }
  if (link.before !== undefined && before !== undefined) {
    const untold = untoldDifferences(link.before, link.after);
    const [old, next] = [addressingOf(link.before, before), addressingOf(link.after, after)];
    if (old !== undefined && next !== undefined && old !== next) {
      untold.push(`addressing (${old} to ${next})`);
    }
    if (untold.length > 0) {
      reasons.push(`What its descriptor does not tell changes: ${untold.join(", ")}.`);
    } else if (!isChanged && wrong.length === 0) {
      reasons.push("Its signature changes and nothing else: another secret key signs it.");
    }
  }
  return reasons;
}

function isKnown(share: Share): boolean {
  return Object.values(share.facts).every((fact) => fact !== null);
}
