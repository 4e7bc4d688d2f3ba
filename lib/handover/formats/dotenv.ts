import type { CompleteLink } from "../link";
import { variablesOf } from "../variables";

/** Lines that a shell can source, and that the dotenv libraries read alike: all between single quotes. */
export function dotenv(links: readonly CompleteLink[]): string {
  return variablesOf(links)
    .map(({ name, value }) => `${name}='${value}'\n`)
    .join("");
}

/** Lines for GitLab's report artifact, which takes quotes for a part of the value and refuses blank lines. */
export function gitlab(links: readonly CompleteLink[]): string {
  return variablesOf(links)
    .map(({ name, value }) => `${name}=${value}\n`)
    .join("");
}
