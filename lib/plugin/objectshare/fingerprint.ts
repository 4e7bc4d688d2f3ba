import { fingerprint } from "../../signing";
import type { ProviderFunction } from "../protocol";
import { explain } from "./explain";

/** `fingerprint(access_key_id)`: `fingerprint` of `lib/signing`. */
export const fingerprintFunction: ProviderFunction = {
  summary: "Names an access key without showing it",
  description: "Gives the first 16 hex digits of the SHA-256 of an access key.",
  parameters: [
    { name: "access_key_id", type: "string", description: "The access key, not its secret key." },
  ],
  returns: "string",
  call: ([accessKeyId]) => explain(() => fingerprint(accessKeyId as string)),
};
