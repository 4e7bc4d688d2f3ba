/** What stands in the place of a text that must not be shown. */
export const SENSITIVE = "(not shown)";

/** What grants access in a presigned URL, SigV4 or older, also where it was percent-encoded. */
const GRANTS =
  /X-Amz-(Signature|Security-Token|Credential)|[?&](Signature|AWSAccessKeyId)=|%58-Amz/i;

/** A text as it is, unless it carries what a link grants access with: nobody names an object so by chance. */
export function safeText(text: string): string {
  return GRANTS.test(text) ? SENSITIVE : text;
}
