import { presign } from "../../lib/signing";
import { SAMPLE_CREDENTIALS, VALID_REQUEST } from "../signing/requests";

/** What must not survive. All are made up, of the shapes of real ones. */
export const SECRET = SAMPLE_CREDENTIALS.secretAccessKey;
export const OTHER_SECRET = "Zm9+q1R8vTn3/kW5yB7cXe2LhJ0sGuA4dPiMoKx6wVrNtQzYbUfSaHlEjCgDpF9O";
export const LEGACY_SECRET = "q1R8vTn3kW5yB7cXe2LhJ0sGuA4dPiMoKx6wVrNt";
export const SESSION_TOKEN = `${"FwoGZXIvYXdzEBYaD/k3+2Lp9Q".repeat(8)}==`;

export const URL = presign({
  ...VALID_REQUEST,
  credentials: { ...SAMPLE_CREDENTIALS, sessionToken: SESSION_TOKEN },
});
export const PLAIN_URL = presign(VALID_REQUEST);
export const SIGNATURE = signatureOf(URL);
export const PLAIN_SIGNATURE = signatureOf(PLAIN_URL);

/** What stays. */
export const ACCESS_KEY = SAMPLE_CREDENTIALS.accessKeyId;

export function signatureOf(url: string): string {
  return /X-Amz-Signature=([0-9a-f]{64})/.exec(url)![1]!;
}

/** All ways in which a text shows a secret of the samples. */
export function secretsIn(text: string): string[] {
  const plain = [SECRET, OTHER_SECRET, LEGACY_SECRET, SESSION_TOKEN, SIGNATURE, PLAIN_SIGNATURE];
  const decoded = decodePercent(decodePercent(text)).replaceAll("\\/", "/");
  return plain.filter((secret) =>
    [text, decoded, text.toLowerCase()].some((form) => form.includes(secret)),
  );
}

function decodePercent(text: string): string {
  return text.replaceAll(/%([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}
