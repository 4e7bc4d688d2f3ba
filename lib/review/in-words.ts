/** A length of time for people: `1 d 12 h`. Parts of a second are dropped. */
export function inWords(seconds: number): string {
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const [unit, length] of [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ] as const) {
    const amount = Math.floor(rest / length);
    if (amount > 0) {
      parts.push(`${amount} ${unit}`);
    }
    rest -= amount * length;
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}
