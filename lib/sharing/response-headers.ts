import { SigningError } from "../signing";
import { received, refuseToken, requireLine } from "../signing/problem";

/**
 * Headers that the server answers a GET or HEAD with, in place of what is stored with the object.
 *
 * Source: Amazon S3, GetObject, `response-*` query parameters; IONOS lists the same six.
 */
export interface ResponseHeaders {
  /** `Cache-Control`. */
  readonly cacheControl?: string;

  /** `Content-Disposition`, such as `attachment; filename="report.pdf"`. */
  readonly contentDisposition?: string;

  /** `Content-Encoding`. */
  readonly contentEncoding?: string;

  /** `Content-Language`. */
  readonly contentLanguage?: string;

  /** `Content-Type`. */
  readonly contentType?: string;

  /** `Expires`, as an HTTP date. */
  readonly expires?: string;
}

const PARAMETERS: Readonly<Record<keyof ResponseHeaders, string>> = {
  cacheControl: "response-cache-control",
  contentDisposition: "response-content-disposition",
  contentEncoding: "response-content-encoding",
  contentLanguage: "response-content-language",
  contentType: "response-content-type",
  expires: "response-expires",
};

/** The query parameters that ask for these headers. */
export function responseHeaderQuery(headers: ResponseHeaders): Record<string, string> {
  refuseToken("responseHeaders", headers);
  if (typeof headers !== "object" || headers === null) {
    throw new SigningError("responseHeaders", `must be an object, ${received(headers)}`);
  }
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers) as [keyof ResponseHeaders, string][]) {
    if (!Object.hasOwn(PARAMETERS, name)) {
      throw new SigningError(
        "responseHeaders",
        `must be of ${Object.keys(PARAMETERS).join(", ")}, ${received(name)}`,
      );
    }
    if (value !== undefined) {
      query[PARAMETERS[name]] = requireLine(`responseHeaders.${name}`, value);
    }
  }
  return query;
}
