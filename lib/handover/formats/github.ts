import { type CompleteLink, secretsOf } from "../link";
import { variablesOf } from "../variables";

/** Lines for `$GITHUB_ENV` or `$GITHUB_OUTPUT`: up to the first `=` is the name, all after it the value. */
export function githubFile(links: readonly CompleteLink[]): string {
  return variablesOf(links)
    .map(({ name, value }) => `${name}=${value}\n`)
    .join("");
}

/**
 * Has the runner hide what makes a link work, and nothing else: it drops every output of a job that holds a masked
 * text, and the access key is in many.
 */
export function githubMasks(links: readonly CompleteLink[]): string {
  return links
    .flatMap(secretsOf)
    .map((secret) => `::add-mask::${secret.replaceAll("%", "%25")}\n`)
    .join("");
}
