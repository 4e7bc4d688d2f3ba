import { setTimeout as pause } from "node:timers/promises";
import { ApiError } from "./api-error";

/** What a client needs to know. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:45678`. */
  readonly endpoint: string;

  /** What proves who asks, and for which contract. */
  readonly headers: Readonly<Record<string, string>>;

  /** How long to wait between two looks at a request. The genuine provider waits 5 s, then 10 s. */
  readonly pollPauseMs: number;
}

/** A thing as the Cloud API shows it. */
export interface Thing {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** An answer, read to its end. */
export interface Answer {
  readonly body: unknown;

  /** Where the status of an accepted write is. */
  readonly location: string | null;
}

type Query = Readonly<Record<string, string | number>>;
type Method = "GET" | "POST" | "PUT" | "DELETE";

const BASE = "/cloudapi/v6";

/** Asks the Cloud API as the genuine provider does. */
export class Client {
  private readonly base: string;

  public constructor(private readonly options: ClientOptions) {
    const endpoint = options.endpoint.replace(/\/+$/, "");
    this.base = endpoint.endsWith(BASE) ? endpoint : endpoint + BASE;
  }

  /** Reads a thing. */
  public async get(path: string, depth: number): Promise<Thing> {
    return (await this.ask("GET", path, { depth })).body as Thing;
  }

  /** Reads a collection. */
  public async list(path: string, query: Query): Promise<readonly Thing[]> {
    const { items } = (await this.ask("GET", path, query)).body as {
      readonly items?: readonly Thing[];
    };
    return items ?? [];
  }

  /** Writes, without waiting for what becomes of it: `finish` does. */
  public ask(
    method: Method,
    path: string,
    query: Query = { depth: 0 },
    body?: object,
  ): Promise<Answer> {
    const texts = Object.entries(query).map(([name, value]) => [name, String(value)] as const);
    const search = new URLSearchParams(Object.fromEntries([...texts, ["pretty", "true"]]));
    return this.send(method, `${path}?${search.toString()}`, body);
  }

  /** Waits until an accepted write is done. */
  public async finish(accepted: Answer): Promise<void> {
    const { location } = accepted;
    if (location === null) {
      throw new Error("error retrieving 'location' header: http: no Location header in response");
    }
    // Of the URL that came only the path counts.
    const path = new URL(location).pathname.replace(BASE, "");
    for (;;) {
      const { metadata } = (await this.send("GET", path)).body as {
        readonly metadata: { readonly status: string; readonly message?: string };
      };
      if (metadata.status === "DONE") {
        return;
      }
      if (metadata.status === "FAILED") {
        throw new RequestFailed(metadata.message);
      }
      await this.pause();
    }
  }

  /** Writes, and waits until it is done. */
  public async write(method: Method, path: string, body?: object): Promise<void> {
    await this.finish(await this.ask(method, path, { depth: 0 }, body));
  }

  public pause(): Promise<void> {
    return pause(this.options.pollPauseMs);
  }

  private async send(method: Method, pathAndQuery: string, body?: object): Promise<Answer> {
    const response = await fetch(this.base + pathAndQuery, {
      method,
      headers: {
        accept: "application/json",
        ...this.options.headers,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status >= 300) {
      throw new ApiError(response.status, response.statusText, text);
    }
    return {
      body: text === "" ? undefined : (JSON.parse(text) as unknown),
      location: response.headers.get("location"),
    };
  }
}

/** A write that was accepted, and of which nothing came. */
export class RequestFailed extends Error {
  public constructor(message: string | undefined) {
    super(
      message === undefined
        ? "Request failed with an unknown error"
        : `Request failed with following error: ${message}`,
    );
    this.name = "RequestFailed";
  }
}
