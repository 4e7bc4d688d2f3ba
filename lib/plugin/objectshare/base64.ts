import { SigningError } from "../../signing";
import { receivedKind } from "../../signing/problem";
import type { Value } from "../protocol";
import { isRecord } from "./attributes";

/** Takes no byte for another one, and leaves a byte order mark where it is. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Takes the base64 of a text's UTF-8: how a text passes through Terraform unharmed. */
export function decodeText(field: string, value: Value): string {
  if (typeof value === "string") {
    const bytes = Buffer.from(value, "base64");
    if (bytes.toString("base64") === value) {
      try {
        return utf8.decode(bytes);
      } catch {
        throw new SigningError(field, "must be the base64 of UTF-8, got that of other bytes");
      }
    }
  }
  throw new SigningError(
    field,
    `must be base64 (RFC 4648, with padding), ${typeof value === "string" ? "got another text" : receivedKind(value)}`,
  );
}

/** The same for texts by name. */
export function decodeTexts(field: string, value: Value): Record<string, string> {
  if (!isRecord(value)) {
    throw new SigningError(field, `must be an object of texts, ${receivedKind(value)}`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [name, decodeText(field, text)]),
  );
}
