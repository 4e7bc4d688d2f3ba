import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import {
  Client,
  type ClientReadableStream,
  credentials,
  type ChannelCredentials,
  type ServiceError,
} from "@grpc/grpc-js";
import type { ServerCertificate } from "../../../lib/plugin/protocol/certificate";
import type { CallResponse } from "../../../lib/plugin/protocol/functions";
import { messageType } from "../../../lib/plugin/protocol/messages";
import type { PresignRequest } from "../../../lib/signing";
import type { Type } from "../../../lib/plugin/protocol/type";
import { decodeValue, encodeValue, type Value } from "../../../lib/plugin/protocol/value";
import { ProgramRun, TERRAFORM, TERRAFORM_ENV } from "./plugin-program";

const CALL_LIMIT_MS = 15_000;

/** What Terraform reads from the first line that a provider writes. */
export interface Handshake {
  readonly fields: readonly string[];
  readonly port: number;
  readonly certificatePem: string;
}

export function readHandshake(line: string): Handshake {
  const fields = line.split("|");
  const padded = Buffer.from(fields[5] ?? "", "base64").toString("base64");
  return {
    fields,
    port: Number(fields[3]?.replace("127.0.0.1:", "")),
    certificatePem: `-----BEGIN CERTIFICATE-----\n${padded}\n-----END CERTIFICATE-----\n`,
  };
}

/** A provider that runs, and what Terraform does with it. */
export class Plugin {
  private readonly clients: Client[] = [];
  private readonly client: Client;

  private constructor(
    public readonly run: ProgramRun,
    public readonly handshake: Handshake,
  ) {
    this.client = this.connect(this.tls(TERRAFORM));
  }

  public static async start(env: Readonly<Record<string, string>> = {}): Promise<Plugin> {
    const run = new ProgramRun({ ...TERRAFORM_ENV, ...env });
    return new Plugin(run, readHandshake(await run.firstLine()));
  }

  /** Connects as Terraform does, which takes no other certificate than the one of the handshake. */
  public tls(shown?: ServerCertificate): ChannelCredentials {
    return credentials.createSsl(
      Buffer.from(this.handshake.certificatePem),
      shown && Buffer.from(shown.privateKeyPem),
      shown && Buffer.from(shown.certificatePem),
    );
  }

  public connect(channel: ChannelCredentials, options: Record<string, unknown> = {}): Client {
    const client = new Client(`127.0.0.1:${this.handshake.port}`, channel, {
      "grpc.ssl_target_name_override": "localhost",
      ...options,
    });
    this.clients.push(client);
    return client;
  }

  /** Sends the bytes of a request and gives those of the answer. */
  public send(path: string, request: Uint8Array, client = this.client): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        path,
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes,
        Buffer.from(request),
        { deadline: Date.now() + CALL_LIMIT_MS },
        (error: ServiceError | null, answer?: Buffer) =>
          answer === undefined ? reject(error ?? new Error("no answer")) : resolve(answer),
      );
    });
  }

  /** Calls a procedure without anything in its request. */
  public async ask(path: string, answer: string): Promise<Record<string, unknown>> {
    const type = messageType(answer);
    return type.toObject(type.decode(await this.send(path, Buffer.alloc(0))), { bytes: String });
  }

  /** Calls a function with the bytes of its arguments. */
  public async callBytes(
    name: string,
    args: readonly Uint8Array[],
    client = this.client,
  ): Promise<CallResponse> {
    const request = messageType("CallRequest").encode({
      name,
      arguments: args.map((msgpack) => ({ msgpack })),
    });
    const type = messageType("CallResponse");
    const answer = type.decode(await this.send(CALL_FUNCTION, request.finish(), client));
    return type.toObject(answer, { longs: Number });
  }

  /** Gives the text that a function makes of its argument. */
  public async call(name: string, argument: Value, type?: Type): Promise<Value> {
    const bytes = type === undefined ? dynamic(argument) : encodeValue(argument, type);
    const { result, error } = await this.callBytes(name, [bytes]);
    if (error !== undefined) {
      throw new Error(error.text);
    }
    return decodeValue(result?.msgpack, "string");
  }

  /** Opens the stream that Terraform keeps as long as it lives. */
  public openStdio(): ClientReadableStream<Buffer> {
    const stream = this.client.makeServerStreamRequest(
      STREAM_STDIO,
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => bytes,
      Buffer.alloc(0),
    );
    stream.on("error", () => {});
    return stream;
  }

  /** The same, on a connection whose socket can be taken away. */
  public async openStdioSocket(): Promise<TLSSocket> {
    const socket = connectTls({
      port: this.handshake.port,
      host: "127.0.0.1",
      servername: "localhost",
      ALPNProtocols: ["h2"],
      ca: this.handshake.certificatePem,
      key: TERRAFORM.privateKeyPem,
      cert: TERRAFORM.certificatePem,
    });
    await once(socket, "secureConnect");
    const session = connectHttp2("https://localhost", { createConnection: () => socket });
    const stream = session.request({
      ":method": "POST",
      ":path": STREAM_STDIO,
      "content-type": "application/grpc",
      te: "trailers",
    });
    session.on("error", () => {});
    stream.on("error", () => {});
    // A message without content: not compressed, of length 0.
    stream.end(Buffer.alloc(5));
    await once(session, "connect");
    // The answer comes after the request was read, as both go in order.
    await new Promise((resolve) => session.ping(resolve));
    return socket;
  }

  /** Opens a connection on which nothing is said yet. */
  public async openSocket(): Promise<Socket> {
    const socket = connect(this.handshake.port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  }

  /** Whether its port takes no connection any more. */
  public async isClosed(): Promise<boolean> {
    try {
      (await this.openSocket()).destroy();
      return false;
    } catch {
      return true;
    }
  }

  public close(): void {
    this.clients.forEach((client) => client.close());
    this.run.kill();
  }
}

const STREAM_STDIO = "/plugin.GRPCStdio/StreamStdio";
export const CALL_FUNCTION = "/tfplugin6.Provider/CallFunction";

/** A value as Terraform passes it to a parameter that takes any: a type as JSON, and the value. */
export function typed(json: string, value: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(json));
  return Buffer.concat([Buffer.from([0x92, 0xc6]), length, Buffer.from(json), value]);
}

/** The same with the type that the value has. */
export function dynamic(value: Value): Uint8Array {
  return typed(JSON.stringify(typeOf(value)), encodeValue(value, typeOf(value)));
}

/** A request of the signer as `presign` takes it. */
export function presignArgument(request: PresignRequest): Record<string, Value> {
  const { objectKey, credentials: pair, signedAt, expiresInSeconds, ...rest } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = pair;
  return {
    ...rest,
    object_key_base64: Buffer.from(objectKey).toString("base64"),
    credentials: {
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      ...(sessionToken !== undefined && { session_token: sessionToken }),
    },
    signed_at: signedAt.toISOString(),
    expires_in_seconds: expiresInSeconds,
  };
}

function typeOf(value: Value): Type {
  if (typeof value === "string" || typeof value === "number") {
    return typeof value as "string" | "number";
  }
  return [
    "object",
    Object.fromEntries(
      Object.entries(value ?? {}).map(([name, of]) => [name, typeOf(of as Value)]),
    ),
  ];
}
