import type { CompleteLink } from "../link";
import { shellQuote } from "../quote";

/** The request that a link allows, for each a command that fails where the server refuses. */
export function curl(links: readonly CompleteLink[]): string {
  return links.map((link) => `# ${link.label}\n${commandOf(link)}\n`).join("");
}

function commandOf({ url, share }: CompleteLink): string {
  const headers = Object.entries(share.signed_headers).flatMap(([name, value]) => [
    "--header",
    `${name}: ${value}`,
  ]);
  return [
    "curl",
    "--fail",
    "--silent",
    "--show-error",
    "--globoff",
    ...actionOf(share),
    ...headers,
    url,
  ]
    .map(shellQuote)
    .join(" ");
}

function actionOf({ method, object_key }: CompleteLink["share"]): string[] {
  switch (method) {
    case "PUT":
      return ["--upload-file", fileOf(object_key)];
    case "HEAD":
      return ["--head"];
    case "DELETE":
      return ["--request", "DELETE"];
    default:
      return ["--output", fileOf(object_key)];
  }
}

/** A file in the folder where the command runs: no object key may name another, an option, or standard input. */
function fileOf(objectKey: string): string {
  const name = objectKey.split(/[/\\]/).at(-1) ?? "";
  // eslint-disable-next-line no-control-regex -- naming them is the point
  const plain = name.replaceAll(/[\0-\x1f\x7f]/g, "_");
  return /^\.*$/.test(plain) ? "object" : /^[-.]/.test(plain) ? `./${plain}` : plain;
}
