import { type CompleteLink, secretsOf } from "../link";
import { variablesOf } from "../variables";

/**
 * Commands for the agent, which hides the lines themselves. The signature is a secret besides the link, as the agent
 * hides only the whole of a secret, and a log may show the link in other forms.
 */
export function azure(links: readonly CompleteLink[]): string {
  const secrets = links
    .flatMap(secretsOf)
    .map((secret) => `##vso[task.setsecret]${escape(secret)}\n`);
  const variables = variablesOf(links).map(
    ({ name, value, isSecret }) =>
      `##vso[task.setvariable variable=${name};issecret=${isSecret};isOutput=true]${escape(value)}\n`,
  );
  return [...secrets, ...variables].join("");
}

/** The agent decodes `%0A` and the like, which percent-encoded object keys have. */
function escape(value: string): string {
  return value.replaceAll("%", "%AZP25");
}
