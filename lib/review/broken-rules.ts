import type { Finding } from "./finding";
import { inWords } from "./in-words";
import type { KeyChange } from "./keys-in-plan";
import type { Rules } from "./rules";
import { lifeOf, type Share } from "./share";
import type { ShareChange } from "./shares-in-plan";

/** What findings are judged by: the whole change that each one tells a part of. */
export interface Judged {
  readonly shares: ReadonlyMap<string, ShareChange>;
  readonly keys: readonly KeyChange[];

  /** Addresses of the keys that go, alone or with their user, whatever comes after them. */
  readonly deleted: ReadonlySet<string>;
}

/** Makes a finding a `stop` where what it tells breaks a rule, and says which. */
export function applyRules(findings: readonly Finding[], judged: Judged, rules: Rules): Finding[] {
  const told = new Set<string>();
  return findings.map((finding) => {
    const { broken, unknown } = judge(finding, judged, rules);
    // One broken rule of one share is told at one of its findings.
    const isNew = (reason: string): boolean => {
      const key = `${finding.address} ${reason}`;
      return !told.has(key) && Boolean(told.add(key));
    };
    return broken.length === 0 && unknown.length === 0
      ? finding
      : {
          ...finding,
          severity: broken.length > 0 ? "stop" : finding.severity,
          reasons: [...finding.reasons, ...[...broken, ...unknown].filter(isNew)],
        };
  });
}

interface Outcome {
  readonly broken: string[];

  /** Rules that cannot be checked. */
  readonly unknown: string[];
}

function judge(finding: Finding, { shares, keys, deleted }: Judged, rules: Rules): Outcome {
  const share = shares.get(finding.address)?.after;
  const outcome: Outcome = { broken: [], unknown: [] };
  if (share !== undefined) {
    judgeLife(share, rules, outcome);
    judgeObjectKey(share, rules, outcome);
  }
  if (rules.noAdminKeys) {
    judgeAdmin(finding, keys, outcome);
  }
  const { address } = finding;
  if (
    rules.noDeletesWithoutConsent &&
    deleted.has(address) &&
    !rules.consentToDelete.has(address)
  ) {
    outcome.broken.push("Rule noDeletesWithoutConsent: its address is not in consentToDelete.");
  }
  return outcome;
}

function judgeLife(share: Share, { longestLife }: Rules, { broken, unknown }: Outcome): void {
  const method = share.text("method");
  const life = lifeOf(share);
  const longest = longestLife.get(method ?? "");
  if (longestLife.size === 0) {
    return;
  }
  if (method === null || (longest !== undefined && life === undefined)) {
    unknown.push("Rule longestLife: cannot be checked.");
  } else if (longest !== undefined && life !== undefined && life > longest * 1000) {
    broken.push(
      `Rule longestLife: a ${method} link may live ${inWords(longest)}, this one lives ${inWords(life / 1000)}.`,
    );
  }
}

function judgeObjectKey(share: Share, rules: Rules, { broken, unknown }: Outcome): void {
  const objectKey = share.text("object_key");
  const prefixes = rules.forbiddenObjectKeyPrefixes;
  if (prefixes.length > 0 && objectKey === null) {
    unknown.push("Rule forbiddenObjectKeyPrefixes: the object key is known after apply.");
  }
  const prefix = prefixes.find((each) => objectKey?.startsWith(each.normalize("NFC")));
  if (prefix !== undefined) {
    broken.push(
      `Rule forbiddenObjectKeyPrefixes: the object key begins with ${JSON.stringify(prefix)}.`,
    );
  }
}

function judgeAdmin(finding: Finding, keys: readonly KeyChange[], outcome: Outcome): void {
  const { kind, address } = finding;
  if (kind === "user-promoted") {
    const owned = keys.filter(
      ({ after, place }) => place === "planned" && after?.owner?.address === address,
    );
    if (owned.length > 0) {
      outcome.broken.push(`Rule noAdminKeys: ${owned.map((key) => key.address).join(", ")}.`);
    } else {
      outcome.unknown.push("Rule noAdminKeys: keys of this user elsewhere cannot be known.");
    }
    return;
  }
  if (kind === "key-created" || kind === "key-activated" || kind === "key-replaced") {
    const after = keys.find((key) => key.place === "planned" && key.address === address)?.after;
    if (after?.isAdmin === true) {
      outcome.broken.push("Rule noAdminKeys: its owner is an administrator.");
    }
  }
}
