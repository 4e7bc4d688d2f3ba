import { received, requireText } from "./problem";
import { SigningError } from "./signing-error";

const WELL_NAMED = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/**
 * IONOS' naming rules, each with what it asks for.
 *
 * Source: IONOS Object Storage documentation, Concepts, Buckets, "Naming conventions".
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^.{3,63}$/s, "must be 3 to 63 characters long"],
  [
    /^[a-z0-9._-]*$/,
    "must consist of lower-case letters, digits, hyphens, periods and underscores",
  ],
  [/^[a-z0-9]/, "must begin with a letter or a digit"],
  [/[a-z0-9]$/, "must end with a letter or a digit"],
  [/^(?!.*\.\.)/, "must not have two periods in a row"],
  [/^(?!.*(-\.|\.-))/, "must not have a hyphen next to a period"],
  [/^(?!\d+\.\d+\.\d+\.\d+$)/, "must not look like an IPv4 address"],
];

/** Takes a bucket name that IONOS' naming rules allow. */
export function requireBucket(bucket: unknown): string {
  if (typeof bucket === "string" && WELL_NAMED.test(bucket)) {
    return bucket;
  }
  const name = requireText("bucket", bucket);
  for (const [rule, requirement] of RULES) {
    if (!rule.test(name)) {
      throw new SigningError("bucket", `${requirement}, ${received(name)}${hint(name)}`);
    }
  }
  return name;
}

function hint(name: string): string {
  const lowerCase = name.toLowerCase();
  return name !== lowerCase && WELL_NAMED.test(lowerCase) ? ` (did you mean "${lowerCase}"?)` : "";
}
