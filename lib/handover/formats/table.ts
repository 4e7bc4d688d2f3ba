import type { Link } from "../link";
import { HEAD, rowOf } from "./rows";

/** Columns for a terminal. */
export function table(links: readonly Link[], now: number): string {
  const rows = [[...HEAD], ...links.map((link) => rowOf(link, now))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => [...row[column]!].length)));
  const isUsed = HEAD.map((_, column) => rows.slice(1).some((row) => row[column] !== ""));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + " ".repeat(widths[column]! - [...cell].length))
        .filter((_, column) => isUsed[column])
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
