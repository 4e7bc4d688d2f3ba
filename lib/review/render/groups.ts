import type { Finding, FindingKind, Severity } from "../finding";
import { isSame } from "../json";

/** The findings of one change, to be told together. */
export interface Group extends Omit<Finding, "kind"> {
  readonly kinds: readonly FindingKind[];
}

const RANKS: readonly Severity[] = ["info", "review", "stop"];

/** Puts together what is about the same two sides; each group stands where its first finding stood. */
export function grouped(findings: readonly Finding[]): Group[] {
  const groups: Group[] = [];
  const placesOf = new Map<string, number[]>();
  for (const { kind, ...finding } of findings) {
    const places = placesOf.get(finding.address) ?? [];
    placesOf.set(finding.address, places);
    const place = places.find((each) => isOneChange(groups[each] as Group, finding));
    const group = groups[place ?? -1];
    if (place === undefined || group === undefined) {
      places.push(groups.length);
      groups.push({ kinds: [kind], ...finding });
    } else {
      groups[place] = {
        ...group,
        kinds: [...group.kinds, kind],
        severity: worse(group.severity, finding.severity),
        breaks: [...group.breaks, ...finding.breaks],
        reasons: [...new Set([...group.reasons, ...finding.reasons])],
      };
    }
  }
  return groups;
}

function isOneChange(a: Omit<Finding, "kind">, b: Omit<Finding, "kind">): boolean {
  return isSame(a.before, b.before) && isSame(a.after, b.after);
}

function worse(a: Severity, b: Severity): Severity {
  return RANKS.indexOf(a) > RANKS.indexOf(b) ? a : b;
}
