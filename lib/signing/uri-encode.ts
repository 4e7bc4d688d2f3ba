const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;
const UNRESERVED_AND_SLASH = /^[A-Za-z0-9\-._~/]*$/;

/** What JavaScript's own encoders leave although SigV4 wants it encoded. */
const LEFT_BY_ENCODE_URI_COMPONENT = /[!'()*]/g;
const LEFT_BY_ENCODE_URI = /[!'()*;,?:@&=+$#]/g;

/**
 * Percent-encodes one text as SigV4 wants it: everything but `A-Z a-z 0-9 - . _ ~` as upper-case hex of its
 * UTF-8.
 *
 * @param text well-formed Unicode
 */
export function uriEncode(text: string): string {
  return UNRESERVED.test(text)
    ? text
    : encodeURIComponent(text).replace(LEFT_BY_ENCODE_URI_COMPONENT, percentEncode);
}

/** Percent-encodes an object key, leaving its slashes: S3 encodes once and never folds `//` or `..`. */
export function uriEncodePath(objectKey: string): string {
  return UNRESERVED_AND_SLASH.test(objectKey)
    ? objectKey
    : encodeURI(objectKey).replace(LEFT_BY_ENCODE_URI, percentEncode);
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
