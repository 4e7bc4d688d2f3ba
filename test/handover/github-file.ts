/** Reads a file of the runner's, by the rules of its `FileCommandManager`: `name=value`, or `name<<end`, lines, `end`. */
export function githubFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split("\n").values();
  for (const line of lines) {
    const equals = line.indexOf("=");
    const heredoc = line.indexOf("<<");
    if (line === "") {
      continue;
    }
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else if (heredoc >= 0) {
      const end = line.slice(heredoc + 2);
      const content: string[] = [];
      for (let next = lines.next(); next.value !== end; next = lines.next()) {
        if (next.done) {
          throw new Error(`Matching delimiter not found ${end}`);
        }
        content.push(next.value);
      }
      values[line.slice(0, heredoc)] = content.join("\n");
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return values;
}
