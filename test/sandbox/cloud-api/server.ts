import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answer, type ApiAnswer, type Sandbox } from "./api";
import { Contract, type Sources } from "./contract";
import { Faults } from "./faults";
import { Refusal } from "./refusal";
import { Requests } from "./requests";

/** A request that came, without what it carried. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** A running stand-in for the Cloud API. */
export interface CloudApi {
  /** Its origin, such as `http://127.0.0.1:45678`: what `IONOS_API_URL` is for the provider. */
  readonly endpoint: string;

  /** The bearer token that it accepts: what `IONOS_TOKEN` is for the provider. */
  readonly token: string;

  /** What it serves. A change here is one behind Terraform's back. */
  readonly contract: Contract;
  readonly faults: Faults;

  /** All requests so far, in the order of their answers. */
  readonly log: readonly LoggedRequest[];

  /** Ends it, and with it all that it knew. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1024;
const REAL_SOURCES: Sources = { randomBytes, now: () => new Date() };

/**
 * Starts a stand-in for IONOS' Cloud API on loopback, with an empty contract in memory: the requests by which
 * provider 6.7.34 cares for users, groups and Object Storage keys, and answers that it accepts.
 *
 * Faults are armed through `faults`, or by hand, without a token; names and fields are those of `FaultOrder`:
 *
 *     curl $IONOS_API_URL/sandbox/faults -d '{"name":"token-expired","times":2}'
 *     curl $IONOS_API_URL/sandbox/faults -d '{"name":"failed-request","on":"key","message":"Out of keys"}'
 *     curl $IONOS_API_URL/sandbox/faults              # lists what is armed
 *     curl $IONOS_API_URL/sandbox/faults -X DELETE    # clears it
 */
export async function startCloudApi(
  options: { readonly token?: string; readonly sources?: Sources } = {},
): Promise<CloudApi> {
  const sources = options.sources ?? REAL_SOURCES;
  const token = options.token ?? sources.randomBytes(24).toString("base64url");
  const contract = new Contract(sources);
  const faults = new Faults();
  const log: LoggedRequest[] = [];

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sandbox: Sandbox = { endpoint, token, contract, requests: new Requests(), faults };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const [path = "", search] = url.split("?", 2);
    const query = new URLSearchParams(search);
    let answered: ApiAnswer;
    try {
      const bytes = await readBody(request);
      answered = answer(sandbox, { method, path, query, headers, bytes });
    } catch (error) {
      // A surprise is a 4xx too: the provider would repeat a read 999 times after a 5xx.
      const refusal =
        error instanceof Refusal ? error : new Refusal(422, "the sandbox is at fault");
      answered = { status: refusal.status, body: refusal.body };
    }
    log.push({ method, path, status: answered.status });
    send(response, answered, query.get("pretty") !== "false");
  }

  return {
    endpoint,
    token,
    contract,
    faults,
    log,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/** Reads to the end, so that the client listens to the answer, and keeps no more than the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) {
      chunks.push(chunk);
    }
  }
  if (size > MAX_BODY_BYTES) {
    throw new Refusal(413, `body: must be at most ${MAX_BODY_BYTES} bytes, got more`);
  }
  return Buffer.concat(chunks);
}

function send(
  response: ServerResponse,
  { status, body, location }: ApiAnswer,
  pretty: boolean,
): void {
  if (location !== undefined) {
    response.setHeader("Location", location);
  }
  if (body === undefined) {
    response.writeHead(status).end();
  } else {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(`${JSON.stringify(body, null, pretty ? 2 : undefined)}\n`);
  }
}
