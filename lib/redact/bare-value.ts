import { BASE64_UNIT, HEX_RUN, type Kind, LONGEST_UNIT } from "./patterns";

/** How many characters of a value that stands in no quotes decide whether it is one. */
const PREFIX = 257;

const BASE64_RUN = new RegExp(`^(?:${BASE64_UNIT.source}|\\.)*`, "i");
const SIGNATURE = new RegExp(`^(?:${HEX_RUN.source}){8}`.replaceAll("+", ""), "i");

/** 64 digits, or up to 144 of SigV4A; what others call a signature is another thing. */
const AUTHORIZATION = /^[0-9a-f]{64,144}(?![0-9a-z])/i;

const SHORTEST_BASE64 = 16;

/**
 * Whether a value begins here that stands in no quotes. No word of a sentence may be taken for one, and no expression
 * that only names where the value is (`ionoscloud_s3_key.Deploy.secret_key`).
 *
 * @returns `undefined` where more must come to tell
 */
export function isBareValue(
  kind: Kind,
  text: string,
  at: number,
  isLast: boolean,
): boolean | undefined {
  const prefix = text.slice(at, at + PREFIX);
  const [run = ""] = BASE64_RUN.exec(prefix) ?? [];
  const rest = prefix.slice(run.length);
  const mayGoOn =
    rest === "" || (/^[%\\&]/.test(rest) && rest.length < LONGEST_UNIT && !rest.includes("\n"));
  if (mayGoOn && prefix.length < PREFIX && !isLast) {
    return undefined;
  }
  switch (kind) {
    case "signature":
      return SIGNATURE.test(prefix);
    case "authorization":
      return AUTHORIZATION.test(prefix);
    default:
      return (
        run.length >= SHORTEST_BASE64 &&
        !run.replace(/\.+$/, "").includes(".") &&
        !/^[([{$]/.test(rest)
      );
  }
}
