import type { CloudApi } from "./server";

/** What the Cloud API answered. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;

  /** The parsed body; nothing where there was none. */
  readonly body: unknown;
}

/** Asks a stand-in for the Cloud API, by a path below `/cloudapi/v6`, with its token and a JSON body. */
export async function ask(
  { endpoint, token }: CloudApi,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(`${endpoint}/cloudapi/v6${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : (JSON.parse(text) as unknown),
  };
}
