import type { CompleteLink } from "./link";

/** A variable that carries a part of a link. Its value is one line of printable ASCII without `'`. */
export interface Variable {
  readonly name: string;
  readonly value: string;

  /** Whether the value is the link itself. */
  readonly isSecret: boolean;
}

/**
 * The variables of links, four for each: `REPORT_URL`, and of the request that its holder must send `REPORT_METHOD`,
 * `REPORT_HEADERS` (a JSON object) and `REPORT_EXPIRES_AT`.
 */
export function variablesOf(links: readonly CompleteLink[]): Variable[] {
  const owners = new Map<string, string>();
  return links.flatMap((link) => {
    const { label, url, share } = link;
    const prefix = variableName(link.name);
    const owner = owners.get(prefix);
    if (owner !== undefined) {
      throw new Error(
        `${label}: must have a variable of its own, got ${prefix}_URL, which is that of ${owner} (set outputName, or give one stack at a time)`,
      );
    }
    owners.set(prefix, label);
    return [
      { name: `${prefix}_URL`, value: url, isSecret: true },
      { name: `${prefix}_METHOD`, value: share.method, isSecret: false },
      { name: `${prefix}_HEADERS`, value: plainJson(share.signed_headers), isSecret: false },
      { name: `${prefix}_EXPIRES_AT`, value: share.expires_at, isSecret: false },
    ];
  });
}

/** A name that every shell and pipeline takes. */
function variableName(name: string): string {
  const upper = name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_");
  return /^\d/.test(upper) ? `_${upper}` : upper;
}

/** JSON without blanks, quotes of a shell, and all else that one of the formats cannot carry. */
function plainJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^!-~]|'/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
