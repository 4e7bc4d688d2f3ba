import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PresignRequest } from "../../lib/signing";

/** The sample pair of IONOS' documentation (Key Management): it opens nothing. */
export const SAMPLE_CREDENTIALS = {
  accessKeyId:
    "EAAAAAFaSZEvg5hC2IoZ0EuXHRB4UNMpLkvzWdKvecNpEUF-YgAAAAEB41A3AAAAAAHnUDl-h_Lwot1NVP6F_MARJv_o",
  secretAccessKey: "Opdxr7mG09tK4wX4s6J3nrl1Z4EJgYRui/rldkgiPmrI5bavWHuThswRqPwgbeLP",
};

/** A request that can be signed; tests change one thing of it. */
export const VALID_REQUEST: PresignRequest = {
  method: "GET",
  endpoint: "https://s3.eu-central-3.ionoscloud.com",
  region: "eu-central-3",
  bucket: "my-bucket",
  objectKey: "my-object.txt",
  credentials: SAMPLE_CREDENTIALS,
  signedAt: new Date("2026-01-02T03:04:05Z"),
  expiresInSeconds: 3600,
};

/** A request together with the URL that is right for it. */
export interface Vector {
  readonly request: PresignRequest;
  readonly url: string;
}

interface VectorLine extends Omit<PresignRequest, "credentials" | "signedAt"> {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  readonly signedAt: string;
  readonly url: string;
}

/** The requests of `vectors/presign.jsonl`; `vectors/README.md` says where they are from. */
export function readVectors(): Vector[] {
  return readFileSync(join(__dirname, "vectors/presign.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const { url, accessKeyId, secretAccessKey, sessionToken, signedAt, ...request } = JSON.parse(
        line,
      ) as VectorLine;
      return {
        url,
        request: {
          ...request,
          signedAt: new Date(signedAt),
          credentials: { accessKeyId, secretAccessKey, sessionToken: sessionToken ?? undefined },
        },
      };
    });
}
