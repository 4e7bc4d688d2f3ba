import type { ShareDescriptor } from "../sharing/share-descriptor";
import { isDescriptor, isObject, received, requireDescriptor } from "./descriptor";
import { visible } from "./quote";
import type { Link } from "./link";

const FIELD = "outputs";
const TERRAFORM = 'give what "terraform output -json" writes';
const CDKTF =
  "cdktf leaves sensitive outputs out unless it has --outputs-file-include-sensitive-outputs";

/** A link of which no character needs quoting in a URL. */
const URL = /^https?:\/\/[\w.~:/?#[\]@!$&()*+,;=%-]+$/;

type Members = Readonly<Record<string, unknown>>;

/**
 * Finds the links in what `terraform output -json` writes (`<name>_url` and `<name>_share`) or in cdktf's outputs file
 * (`url` and `share` of each construct). Outputs of others are left alone.
 */
export function readLinks(text: string): Link[] {
  const outputs = parse(text);
  const links = isTerraform(outputs) ? ofTerraform(outputs) : ofCdktf(outputs);
  if (links.length === 0) {
    throw new Error(
      `${FIELD}: must have the outputs of a share, <name>_url and <name>_share, got none`,
    );
  }
  return links;
}

function parse(text: string): Members {
  const required = `${FIELD}: must be JSON of outputs, as "terraform output -json" writes it`;
  if (text.trim() === "") {
    throw new Error(`${required}, got nothing`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message shows a part of the text.
    throw new Error(`${required}, got a text that is no JSON or ends too early`);
  }
  if (!isObject(value)) {
    throw new Error(`${required}, got another kind of JSON`);
  }
  if ("format_version" in value || "terraform_version" in value) {
    throw new Error(`${required}, got a plan or a state`);
  }
  return value;
}

function isTerraform(outputs: Members): boolean {
  return Object.values(outputs).every(
    (output) => isObject(output) && "value" in output && "sensitive" in output,
  );
}

function ofTerraform(outputs: Members): Link[] {
  const valueOf = (name: string): unknown => (outputs[name] as Members | undefined)?.["value"];
  return Object.keys(outputs).flatMap((output) => {
    const value = valueOf(output);
    if (!output.endsWith("_share") || !isDescriptor(value)) {
      return [];
    }
    const name = output.slice(0, -"_share".length);
    const share = requireDescriptor(output, value);
    const url = requireUrl(`${name}_url`, valueOf(`${name}_url`), share);
    return [{ name, label: visible(name), url, share, howToInclude: TERRAFORM }];
  });
}

function ofCdktf(outputs: Members): Link[] {
  const isOneStack = Object.keys(outputs).length === 1;
  return shareConstructs(outputs, []).map(({ path, construct }) => {
    const field = visible(path.join("."));
    const share = requireDescriptor(`${field}.share`, construct["share"] as Members);
    const url = requireUrl(`${field}.url`, construct["url"], share);
    const name = path.slice(1).join("_");
    const label = visible(isOneStack ? name : `${path[0]}/${name}`);
    return { name, label, url, share, howToInclude: CDKTF };
  });
}

function shareConstructs(
  construct: Members,
  path: readonly string[],
): { path: readonly string[]; construct: Members }[] {
  const below = Object.entries(construct).flatMap(([id, member]) =>
    isObject(member) && !isDescriptor(member) ? shareConstructs(member, [...path, id]) : [],
  );
  return path.length > 1 && isDescriptor(construct["share"])
    ? [{ path, construct }, ...below]
    : below;
}

/** Takes the link that belongs to a descriptor: of two outputs of different times, one would tell lies. */
function requireUrl(field: string, value: unknown, share: ShareDescriptor): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== "string" || !URL.test(value) || !/[?&]X-Amz-Signature=\w/.test(value)) {
    throw new Error(
      `${field}: must be a presigned URL, percent-encoded, got ${typeof value === "string" ? "another text" : received(value)}`,
    );
  }
  const parameter = (name: string): string | undefined =>
    new RegExp(`[?&]${name}=([^&]*)`).exec(value)?.[1];
  const seconds = (Date.parse(share.expires_at) - Date.parse(share.signed_at)) / 1000;
  if (
    parameter("X-Amz-Date") !== share.signed_at.replaceAll(/[-:]/g, "") ||
    parameter("X-Amz-Expires") !== String(seconds)
  ) {
    throw new Error(
      `${field}: must be signed at ${share.signed_at} for ${seconds} seconds, as its share says, got a link of another time`,
    );
  }
  return value;
}
