const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;
const LEFT_OVER = /[!'()*]/;
const UNRESERVED_AND_SLASH = /^[A-Za-z0-9\-._~/]*$/;

/**
 * Percent-encodes one text as SigV4 wants it: everything but `A-Z a-z 0-9 - . _ ~` as upper-case hex of its
 * UTF-8. `encodeURIComponent` alone is not enough: it leaves `! ' ( ) *` too.
 *
 * @param text well-formed Unicode
 */
export function uriEncode(text: string): string {
  if (UNRESERVED.test(text)) {
    return text;
  }
  const encoded = encodeURIComponent(text);
  return LEFT_OVER.test(encoded)
    ? encoded.replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      )
    : encoded;
}

/** Percent-encodes an object key, leaving its slashes: S3 encodes once and never folds `//` or `..`. */
export function uriEncodePath(objectKey: string): string {
  return UNRESERVED_AND_SLASH.test(objectKey)
    ? objectKey
    : uriEncode(objectKey).replaceAll("%2F", "/");
}
