/** Lays rows out in columns: the first is aligned to the left, all others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, head.map(() => ""), ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all
    .map((row, i) =>
      widths
        .map((width, column) => {
          const cell = row[column] ?? "";
          return i === 1 ? "-".repeat(width) : column ? cell.padStart(width) : cell.padEnd(width);
        })
        .join("  "),
    )
    .join("\n");
}

/** What a figure must be, and what it ought to be. */
export interface Aims {
  readonly what: string;
  readonly bound: number;
  readonly aim?: number;

  /** Whether the bound is the least or the most that the figure may be. */
  readonly is: "least" | "most";
}

/** Says whether a figure is what it must and ought to be. */
export function verdict({ what, bound, aim, is }: Aims, figure: number): string {
  const judge = (limit: number): string =>
    (is === "least" ? figure >= limit : figure <= limit) ? "reached" : "MISSED";
  const more = aim === undefined ? "" : ` (aim ${aim}: ${judge(aim)})`;
  return `at ${is} ${bound} times ${what}: ${figure.toFixed(2)}, ${judge(bound)}${more}`;
}
