import type { PresignRequest } from "cdktf-ionos-object-storage/signing";

export const HOST = "s3.eu-central-3.ionoscloud.com";
export const ENDPOINT = `https://${HOST}`;
export const REGION = "eu-central-3";
export const BUCKET = "quarterly-reports";
export const SIGNED_AT = new Date("2026-11-22T07:00:00Z");
export const AMZ_DATE = "20261122T070000Z";
export const EXPIRES_IN_SECONDS = 86_400;

/** A made-up pair with the lengths of a current one: 92 and 64 characters. */
export const CREDENTIALS = {
  accessKeyId: "BENCHaccess".repeat(9).slice(0, 92),
  secretAccessKey: "benchSECRET+".repeat(6).slice(0, 64),
};

const COUNT = 1000;

type Variant = Pick<PresignRequest, "method" | "objectKey" | "query" | "headers">;

/** Names that stand in a URL as they are. */
export const PLAIN = requests((i) => ({
  method: "GET",
  objectKey: `2026/customer-${i}/invoices/report-${i * 7919}.pdf`,
}));

/** Names most of which must be percent-encoded. */
export const UMLAUTS = requests((i) => ({
  method: "GET",
  objectKey: `2026/Kunde Müller ${i}/Übersicht Köln/Größen und Maße ${i * 7919}.pdf`,
}));

/** Downloads that say under which name to save, in turn with uploads that must be of one type. */
export const RESPONSE_HEADERS = requests((i) =>
  i % 2 === 0
    ? {
        method: "GET",
        objectKey: `2026/customer-${i}/invoices/report-${i * 7919}.pdf`,
        query: { "response-content-disposition": `attachment; filename="report ${i}.pdf"` },
      }
    : {
        method: "PUT",
        objectKey: `2026/customer-${i}/invoices/report-${i * 7919}.pdf`,
        headers: { "content-type": "application/pdf" },
      },
);

/**
 * All requests come from one literal. Objects that are spread from others get different hidden
 * classes in V8, and then reading their fields would be measured in place of the signer.
 */
function requests(variantOf: (i: number) => Variant): readonly PresignRequest[] {
  return Array.from({ length: COUNT }, (_, i): PresignRequest => {
    const { method, objectKey, query, headers } = variantOf(i);
    return {
      method,
      endpoint: ENDPOINT,
      region: REGION,
      bucket: BUCKET,
      objectKey,
      query,
      headers,
      credentials: CREDENTIALS,
      signedAt: SIGNED_AT,
      expiresInSeconds: EXPIRES_IN_SECONDS,
    };
  });
}
