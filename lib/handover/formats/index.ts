import { type Link, requireUrls } from "../link";
import { azure } from "./azure";
import { curl } from "./curl";
import { dotenv, gitlab } from "./dotenv";
import { githubFile, githubMasks } from "./github";
import { json } from "./json";
import { markdown } from "./markdown";
import { table } from "./table";

/** How links are told or handed on. */
export interface Format {
  /** Whether the links themselves are in it: such a text is a secret. */
  readonly handsOver: boolean;

  /** @param now milliseconds since the Unix epoch */
  readonly render: (links: readonly Link[], now: number) => string;

  /** Commands for the runner that reads the standard output, where the text must go into a file of its. */
  readonly commands?: (links: readonly Link[]) => string;
}

export type FormatName =
  "table" | "json" | "markdown" | "dotenv" | "github" | "gitlab" | "azure" | "curl";

/** People and their comments get no link that works; whoever is to use it does. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  table: { handsOver: false, render: table },
  json: { handsOver: false, render: json },
  markdown: { handsOver: false, render: markdown },
  dotenv: { handsOver: true, render: (links) => dotenv(requireUrls(links)) },
  github: {
    handsOver: true,
    render: (links) => githubFile(requireUrls(links)),
    commands: (links) => githubMasks(requireUrls(links)),
  },
  gitlab: { handsOver: true, render: (links) => gitlab(requireUrls(links)) },
  azure: { handsOver: true, render: (links) => azure(requireUrls(links)) },
  curl: { handsOver: true, render: (links) => curl(requireUrls(links)) },
};
