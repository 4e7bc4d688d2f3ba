import { LONGEST_WORD, received } from "../signing/problem";
import { isObject, type JsonObject } from "./json";

/** Whether a plan may do a thing: what breaks a rule has the severity `stop`. */
export interface Rules {
  /** Longest life of a link in seconds, by method. */
  readonly longestLife: ReadonlyMap<string, number>;

  /** What the object keys of links must not begin with. */
  readonly forbiddenObjectKeyPrefixes: readonly string[];

  /** Whether keys of administrators are refused. */
  readonly noAdminKeys: boolean;

  /** Whether a key may be deleted or replaced only at an address in `consentToDelete`. */
  readonly noDeletesWithoutConsent: boolean;
  readonly consentToDelete: ReadonlySet<string>;
}

/** What holds without a rules file: nothing is refused. */
export const NO_RULES: Rules = {
  longestLife: new Map(),
  forbiddenObjectKeyPrefixes: [],
  noAdminKeys: false,
  noDeletesWithoutConsent: false,
  consentToDelete: new Set(),
};

const METHODS: readonly string[] = ["GET", "HEAD", "PUT", "DELETE"];
const UNITS = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
]);

/**
 * Takes the text of a rules file.
 *
 * @throws Error one line for each rule that is wrong
 */
export function parseRules(text: string): Rules {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw new Error("rules: must be JSON, got text that is none");
  }
  if (!isObject(json)) {
    throw new Error(`rules: must be a JSON object of rules, ${got(json)}`);
  }
  const problems: string[] = [];
  const known = Object.keys(NO_RULES);
  for (const name of Object.keys(json).filter((name) => !known.includes(name))) {
    problems.push(`rules: must be among ${known.join(", ")}, ${got(name)}`);
  }
  const rules: Rules = {
    longestLife: lives(json["longestLife"], problems),
    forbiddenObjectKeyPrefixes: texts(json, "forbiddenObjectKeyPrefixes", problems),
    noAdminKeys: flag(json, "noAdminKeys", problems),
    noDeletesWithoutConsent: flag(json, "noDeletesWithoutConsent", problems),
    consentToDelete: new Set(texts(json, "consentToDelete", problems)),
  };
  if (problems.length > 0) {
    throw new Error(problems.join("\n"));
  }
  return rules;
}

function lives(value: unknown, problems: string[]): Map<string, number> {
  const lives = new Map<string, number>();
  if (value !== undefined && !isObject(value)) {
    problems.push(`longestLife: must be an object such as { "GET": "12h" }, ${got(value)}`);
    return lives;
  }
  for (const [method, life] of Object.entries(value ?? {})) {
    const [, amount, unit = ""] =
      /^([1-9]\d{0,8})([smhd])$/.exec(typeof life === "string" ? life : "") ?? [];
    if (!METHODS.includes(method)) {
      problems.push(`longestLife: must name methods (${METHODS.join(", ")}), ${got(method)}`);
    } else if (amount === undefined) {
      problems.push(
        `longestLife.${method}: must be a number and s, m, h or d, such as "12h", ${got(life)}`,
      );
    } else {
      lives.set(method, Number(amount) * (UNITS.get(unit) ?? NaN));
    }
  }
  return lives;
}

function texts(json: JsonObject, name: string, problems: string[]): string[] {
  const value = json[name] ?? [];
  if (!Array.isArray(value)) {
    problems.push(`${name}: must be a list of texts, ${got(value)}`);
    return [];
  }
  const wrong: unknown = value.find((text) => typeof text !== "string" || text === "");
  if (wrong !== undefined) {
    problems.push(`${name}: must be a list of texts that are not empty, ${got(wrong)} in it`);
  }
  return value as string[];
}

function flag(json: JsonObject, name: string, problems: string[]): boolean {
  const value = json[name] ?? false;
  if (typeof value !== "boolean") {
    problems.push(`${name}: must be true or false, ${got(value)}`);
  }
  return value === true;
}

function got(value: unknown): string {
  return received(value, LONGEST_WORD);
}
