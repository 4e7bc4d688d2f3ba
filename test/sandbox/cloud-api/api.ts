import type { IncomingHttpHeaders } from "node:http";
import { type Contract, NO_PRIVILEGE } from "./contract";
import type { FaultOrder, Faults } from "./faults";
import { notFound, Refusal } from "./refusal";
import type { Requests } from "./requests";
import { type Answer, ROUTES } from "./routes";

/** A request, read to its end. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** All that a sandbox knows. */
export interface Sandbox {
  readonly endpoint: string;
  readonly token: string;
  readonly contract: Contract;
  readonly requests: Requests;
  readonly faults: Faults;
}

/** An answer of the Cloud API; a write tells where its status is. */
export type ApiAnswer = Answer & { readonly location?: string };

const BASE = "/cloudapi/v6";

/** @throws Refusal when the answer is an error */
export function answer(sandbox: Sandbox, incoming: Incoming): ApiAnswer {
  return incoming.path === "/sandbox/faults"
    ? answerFaults(sandbox.faults, incoming)
    : answerApi(sandbox, incoming);
}

function answerFaults(faults: Faults, { method, bytes }: Incoming): Answer {
  switch (method) {
    case "GET":
      return { status: 200, body: faults.list() };
    case "POST":
      faults.arm(parseJson(bytes) as FaultOrder);
      return { status: 201, body: faults.list() };
    case "DELETE":
      faults.clear();
      return { status: 200, body: faults.list() };
    default:
      throw new Refusal(405, "method: must be GET, POST or DELETE, got another");
  }
}

function answerApi(
  sandbox: Sandbox,
  { method, query, headers, bytes, ...at }: Incoming,
): ApiAnswer {
  const { endpoint, token, contract, requests, faults } = sandbox;
  const path = at.path.startsWith(`${BASE}/`) ? at.path.slice(BASE.length) : "";
  const routes = ROUTES.filter(({ pattern }) => pattern.test(path));
  const route = routes.find((one) => one.method === method);
  const target = { method, on: route?.on };

  requireToken(headers.authorization, token);
  const expired = faults.take("token-expired", target);
  if (expired !== undefined) {
    throw new Refusal(401, expired.message ?? "The token has expired");
  }
  if (route === undefined) {
    throw routes.length === 0
      ? notFound()
      : new Refusal(
          405,
          `method: must be ${routes.map((one) => one.method).join(" or ")}, got another`,
        );
  }
  const withheld = faults.take("privilege-not-propagated", target);
  if (withheld !== undefined) {
    throw new Refusal(422, withheld.message ?? NO_PRIVILEGE);
  }
  const refused = faults.take("key-update-refused", target);
  if (refused !== undefined) {
    throw new Refusal(422, refused.message ?? "The access key cannot be changed at the moment");
  }

  // A write that fails later is made to a copy: it is accepted like any other, and nothing comes of it.
  const fails = faults.find("failed-request", target) !== undefined;
  const [, first = "", second = ""] = route.pattern.exec(path) ?? [];
  const answered = route.handle({
    contract: fails ? contract.copy() : contract,
    requests,
    base: endpoint + BASE,
    path,
    ids: [first, second],
    query,
    body: () => parseBody(headers["content-type"], bytes),
  });
  if (method === "GET") {
    return answered;
  }
  const slow = faults.take("slow-request", target);
  const failed = faults.take("failed-request", target);
  const id = contract.newId();
  requests.accept(
    id,
    slow === undefined ? 0 : (slow.polls ?? 1),
    failed && (failed.message ?? "The sandbox was asked to let this fail"),
  );
  return { ...answered, location: `${endpoint}${BASE}/requests/${id}/status` };
}

function requireToken(authorization: string | undefined, token: string): void {
  if (authorization !== `Bearer ${token}`) {
    const came =
      authorization === undefined
        ? "nothing"
        : authorization.startsWith("Bearer ")
          ? "another token"
          : "another scheme";
    throw new Refusal(401, `Authorization: must be the bearer token of this sandbox, got ${came}`);
  }
}

function parseBody(contentType: string | undefined, bytes: Buffer): unknown {
  if (!/^application\/json\b/i.test(contentType ?? "")) {
    throw new Refusal(415, "Content-Type: must be application/json, got another");
  }
  return parseJson(bytes);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  } catch {
    throw new Refusal(400, "body: must be JSON, got something else");
  }
}
