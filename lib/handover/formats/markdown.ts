import type { Link } from "../link";
import { HEAD, rowOf } from "./rows";

/** A table for a comment or a summary. */
export function markdown(links: readonly Link[], now: number): string {
  const head = HEAD.map((title) => title.charAt(0) + title.slice(1).toLowerCase());
  const rows = links.map((link) => rowOf(link, now).map((cell) => (cell === "" ? "" : code(cell))));
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

/** A span of code, in which nothing but the bars of the table and its own backticks means anything. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 ? " " : "";
  return `${fence}${space}${text.replaceAll("|", "\\|")}${space}${fence}`;
}
