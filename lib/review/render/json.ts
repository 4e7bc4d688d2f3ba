import type { Review } from "../review";

/** Characters that a terminal or an editor does not show; line breaks in texts are escaped already. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A review for programs, in the documented shape, which grows but does not change. */
export function renderJson({ verdict, findings }: Review): string {
  const json = {
    version: 1,
    verdict,
    findings: findings.map(({ kind, address, severity, before, after, breaks, reasons }) => ({
      kind,
      address,
      severity,
      before,
      after,
      breaks: breaks.map(({ share, usableUntil, plan }) => ({ share, usableUntil, plan })),
      reasons,
    })),
  };
  return `${JSON.stringify(json, undefined, 2).replace(UNSEEN, escaped)}\n`;
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}
