import { MAX_KEYS_PER_USER } from "../../../catalog";
import type { Severity } from "../../finding";
import type { Key, KeyChange } from "../../keys-in-plan";
import type { Review } from "../../review";
import { LATER, plural } from "../wording";
import { code, esc } from "./escape";
import { badge } from "./findings";

/** What becomes of a key, for its slot. */
interface Fate {
  readonly text: string;
  readonly severity: Severity;
}

/** The keys of each user in the user's five places, as they are after the plan. */
export function keysSection({ keys }: Review): string {
  const planned = keys.filter(({ place }) => place === "planned");
  const owners = new Map<string, KeyChange[]>();
  for (const key of planned) {
    const owner = ownerName(key);
    owners.set(owner, [...(owners.get(owner) ?? []), key]);
  }
  if (planned.length === 0) {
    return "<p>This plan has no keys.</p>";
  }
  return [...owners].map(([owner, ofOwner]) => card(owner, ofOwner)).join("\n");
}

function card(owner: string, keys: readonly KeyChange[]): string {
  const { owner: user, isAdmin } = latest(keys[0] as KeyChange) ?? {};
  const kept = keys.filter(({ after }) => after !== undefined);
  const free = owner === "" ? 0 : Math.max(0, MAX_KEYS_PER_USER - keys.length);
  const name =
    owner === ""
      ? "Keys whose owner this plan does not name"
      : `User ${code(user?.address ?? owner)}`;
  const places =
    owner === "" ? "" : ` of ${MAX_KEYS_PER_USER} places taken, as far as this plan shows`;
  const scope =
    isAdmin === true
      ? `<span class="badge review">ADMIN</span> <span class="soft">keys open all buckets of the contract</span>`
      : isAdmin === undefined
        ? `<span class="soft">administrator or not: not said in this plan</span>`
        : "";
  return `
<section class="card">
<div class="owner"><h3>${name}</h3> ${scope} <span class="soft">${owner === "" ? plural(kept.length, "key") : `${kept.length}${places}`}</span></div>
<ol class="slots">${keys.map(slot).join("")}${`<li class="slot free"><span>no key of this plan</span></li>`.repeat(free)}</ol>
</section>`;
}

function slot(change: KeyChange): string {
  const { address, after, before } = change;
  const key = after ?? before;
  const fate = fateOf(change);
  const status =
    key?.isActive === undefined
      ? "status not said"
      : key.isActive === null
        ? `active: ${LATER}`
        : key.isActive
          ? "● active"
          : "○ inactive";
  const print = key?.fingerprint ?? (key?.fingerprint === null ? LATER : "not known");
  const classes = [
    "slot",
    ...(fate ? ["changed", fate.severity] : []),
    ...(after === undefined ? ["gone"] : []),
  ];
  return `<li class="${classes.join(" ")}">
<span class="address">${code(address)}</span>
<span>${esc(status)}${key?.isAdmin === true ? ` <span class="badge review">ADMIN</span>` : ""}</span>
<span class="soft">fingerprint ${code(print)}</span>
${fate ? badge(fate.severity, fate.text) : ""}
</li>`;
}

function fateOf({ resource, before, after }: KeyChange): Fate | undefined {
  switch (resource.change.action) {
    case "no-op":
    case "read":
      return resource.previousAddress === undefined && !resource.change.isImport
        ? undefined
        : { text: "↷ moved or imported", severity: "review" };
    case "create":
      return { text: "+ created", severity: "review" };
    case "delete":
      return { text: "✖ deleted", severity: "stop" };
    case "replace":
      return { text: "✖ replaced", severity: "stop" };
    case "update":
      return before?.isActive !== false && after?.isActive === false
        ? { text: "✖ deactivated", severity: "stop" }
        : before?.isActive !== true && after?.isActive === true
          ? { text: "▲ activated", severity: "review" }
          : { text: "▲ changed", severity: "review" };
    default:
      return { text: "▲ see above", severity: "review" };
  }
}

function latest({ before, after }: KeyChange): Key | undefined {
  return after ?? before;
}

/** What keys of one owner have in common; `""` where that is not known. */
function ownerName(change: KeyChange): string {
  const key = latest(change);
  return key?.owner?.address ?? key?.userId ?? change.before?.userId ?? "";
}
