import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver, { type Context } from "@20minutes/s3rver";
import AWSAccount from "@20minutes/s3rver/lib/models/account";
import S3Error from "@20minutes/s3rver/lib/models/error";

/** A pair that the server knows. */
export interface Pair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Pairs that come and go while the server runs, such as the keys of a contract. */
export interface PairSource {
  activePairs(): readonly Pair[];

  /** Has the listener called after each change, until the returned function is. */
  onPairsChanged(listener: () => void): () => void;
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
 *
 * It knows exactly the given pairs, at any moment: others, and requests without a signature, get 403. (Servers
 * of one process share what they know. As a link names its server, no other server takes it.)
 */
export async function startS3Server(options: {
  readonly buckets: readonly string[];
  readonly pairs: readonly Pair[] | PairSource;
}): Promise<S3Server> {
  const directory = mkdtempSync(join(tmpdir(), "s3-"));
  const keys = follow(isSource(options.pairs) ? options.pairs : fixed(options.pairs));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: options.buckets.map((name) => ({ name, configs: [] })),
  });
  server.middleware.unshift(refuseUnsigned);
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      await server.close();
      keys.forget();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Has s3rver know the pairs of a source, and no others. */
function follow(source: PairSource): { forget(): void } {
  // s3rver brings a pair that is public.
  AWSAccount.DUMMY_ACCOUNT.revokeAccessKey("S3RVER");
  const account = new AWSAccount(1, "sandbox");
  const set = (pairs: readonly Pair[]): void => {
    [...account.accessKeys.keys()].forEach((id) => account.revokeAccessKey(id));
    pairs.forEach((pair) => account.createKeyPair(pair.accessKeyId, pair.secretAccessKey));
  };
  set(source.activePairs());
  const stop = source.onPairsChanged(() => set(source.activePairs()));
  return {
    forget: () => {
      stop();
      set([]);
    },
  };
}

/** s3rver would serve them. */
function refuseUnsigned({ headers, query }: Context, next: () => Promise<void>): Promise<void> {
  if (!("authorization" in headers || "X-Amz-Algorithm" in query || "Signature" in query)) {
    throw new S3Error("AccessDenied", "The request must be signed.");
  }
  return next();
}

function isSource(pairs: readonly Pair[] | PairSource): pairs is PairSource {
  return "activePairs" in pairs;
}

function fixed(pairs: readonly Pair[]): PairSource {
  return { activePairs: () => pairs, onPairsChanged: () => () => undefined };
}
