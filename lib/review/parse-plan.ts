import { type Plan, refusePlan, requirePlan } from "./plan";

/**
 * Takes the text that `terraform show -json <plan file>` prints.
 *
 * `JSON.parse` quotes what it stumbles over, which may be a secret: its own words are not passed on.
 *
 * @throws Error one line that names what is wrong
 */
export function parsePlan(text: string): Plan {
  if (text.startsWith("PK\u0003\u0004")) {
    return refusePlan("the plan file itself");
  }
  if (/^\s*$/.test(text)) {
    return refusePlan("nothing");
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refusePlan(
      /^\s*\{"@level"/.test(text)
        ? 'the events of "terraform plan -json"'
        : whereItBreaks(text, (error as Error).message),
    );
  }
  return requirePlan(json);
}

function whereItBreaks(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  return /Unexpected end|Unterminated/.test(message) ||
    (position !== undefined && Number(position) >= text.length)
    ? `JSON that breaks off after ${text.length} characters`
    : "text that is no JSON";
}
