/** Reads commands as Azure's agent does: properties and data are unescaped, `%AZP25` last. */
export function azureAgent(text: string): {
  secrets: string[];
  variables: Record<string, { value: string; isSecret: boolean; isOutput: boolean }>;
} {
  const unescape = (data: string): string =>
    data
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3B", ";")
      .replaceAll("%5D", "]")
      .replaceAll("%AZP25", "%");
  const secrets: string[] = [];
  const variables: ReturnType<typeof azureAgent>["variables"] = {};
  for (const line of text.split("\n")) {
    const [, command, properties = "", data = ""] =
      /^##vso\[(\S+)(?: ([^\]]*))?\](.*)$/.exec(line) ?? [];
    const property = Object.fromEntries(
      properties.split(";").map((pair) => pair.split("=")),
    ) as Record<string, string>;
    if (command === "task.setsecret") {
      secrets.push(unescape(data));
    } else if (command === "task.setvariable") {
      variables[property["variable"]!] = {
        value: unescape(data),
        isSecret: property["issecret"] === "true",
        isOutput: property["isOutput"] === "true",
      };
    }
  }
  return { secrets, variables };
}
