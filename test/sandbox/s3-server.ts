import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "@20minutes/s3rver";
import AWSAccount from "@20minutes/s3rver/lib/models/account";

/** A pair that the server knows. */
export interface Pair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A running S3 server. */
export interface S3Server {
  /** Its origin, such as `http://127.0.0.1:45678`. */
  readonly endpoint: string;

  /** Ends it, and forgets its buckets and keys. */
  close(): Promise<void>;
}

/**
 * Starts an S3 server on loopback that checks SigV4 signatures: @20minutes/s3rver, with its objects in a
 * temporary folder. It stands in for IONOS' servers, whose Ceph and Cloudian it is not.
 */
export async function startS3Server(options: {
  readonly buckets: readonly string[];
  readonly pairs: readonly Pair[];
}): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), "s3-"));
  const account = new AWSAccount(1, "sandbox");
  for (const { accessKeyId, secretAccessKey } of options.pairs) {
    account.createKeyPair(accessKeyId, secretAccessKey);
  }
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: options.buckets.map((name) => ({ name, configs: [] })),
  });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      await server.close();
      for (const { accessKeyId } of options.pairs) {
        account.revokeAccessKey(accessKeyId);
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
