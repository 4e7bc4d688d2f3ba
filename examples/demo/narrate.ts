let steps = 0;

/** Tells the next step. */
export function say(text: string): void {
  steps += 1;
  console.log(`\n${steps}. ${text}`);
}

/** Shows what a person would see there. */
export function show(text: string): void {
  console.log(text.replace(/^/gm, "     "));
}

/** The lines of a text that match. */
export function matching(text: string, pattern: RegExp): string {
  return text
    .split("\n")
    .filter((line) => pattern.test(line))
    .join("\n");
}
