import type { Severity } from "../../finding";
import type { Review } from "../../review";
import { type Group, grouped } from "../groups";
import {
  about,
  BREAK_PLANS,
  differences,
  endsLinks,
  fromNow,
  OTHER_STATES,
  plural,
} from "../wording";
import { code, esc } from "./escape";

/** A word and a sign for each severity: colour alone tells nobody anything. */
export const SIGNS: Readonly<Record<Severity, string>> = {
  stop: "✖ stop",
  review: "▲ review",
  info: "✓ info",
};

/** What changes, the important first and open, renewals folded together. */
export function findingsSection({ findings, now }: Review): string {
  const groups = grouped(findings);
  const toReview = groups.filter(({ severity }) => severity !== "info");
  const renewed = groups.filter(({ severity }) => severity === "info");
  if (groups.length === 0) {
    return "<p>No key and no link changes.</p>";
  }
  return [
    ...toReview.map(
      (group) => `
<details open class="${group.severity}">
<summary>${headOf(group)}</summary>
<div>${bodyOf(group, now)}</div>
</details>`,
    ),
    ...(renewed.length === 0
      ? []
      : [
          `
<details class="info">
<summary>${badge("info")} ${plural(renewed.length, "link")} renewed: the same for another window</summary>
<div><ul>${renewed
            .map(
              (group) => `<li><strong>${code(group.address)}</strong> ${bodyOf(group, now)}</li>`,
            )
            .join("")}</ul></div>
</details>`,
        ]),
    ...(findings.some(endsLinks) ? [`<p class="soft">${esc(OTHER_STATES)}</p>`] : []),
  ].join("\n");
}

export function badge(severity: Severity, text = SIGNS[severity]): string {
  return `<span class="badge ${severity}">${esc(text)}</span>`;
}

function headOf({ kinds, severity, address, breaks }: Group): string {
  const broken =
    breaks.length > 0
      ? ` <span class="stop breaks">breaks ${plural(breaks.length, "link")}</span>`
      : "";
  return `${badge(severity)} <strong>${kinds.join(", ")}</strong> ${code(address)}${broken}`;
}

function bodyOf(group: Group, now: number): string {
  const lines = [
    ...about(group).map(code),
    ...differences(group).map(
      ({ field, before, after }) => `${esc(field)}: ${code(before)} → ${code(after)}`,
    ),
    ...group.breaks.map(
      ({ share, usableUntil, plan }) =>
        `breaks ${code(share)}: would have worked until ${usableUntil} (another ${fromNow(usableUntil, now)}); ${BREAK_PLANS[plan]}`,
    ),
    ...group.reasons.map(esc),
  ];
  return `<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`;
}
