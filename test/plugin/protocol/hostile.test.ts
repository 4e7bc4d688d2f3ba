import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { credentials, status } from "@grpc/grpc-js";
import { readVectors, SAMPLE_CREDENTIALS, VALID_REQUEST } from "../../signing/requests";
import { CALL_FUNCTION, dynamic, Plugin, presignArgument, typed } from "./plugin-client";
import { isRunning, STRANGER, TERRAFORM } from "./plugin-program";
import { within } from "../waiting";

const [VECTOR] = readVectors();
const SECRET = SAMPLE_CREDENTIALS.secretAccessKey;
const REQUEST = presignArgument(VALID_REQUEST);
const ARGUMENT = dynamic(REQUEST);
const MALFORMED = "request: must be a value of its type, got malformed bytes";
const DEEP = 100_000;
const MIB = 2 ** 20;

function bytes(latin1: string): Buffer {
  return Buffer.from(latin1, "latin1");
}

let plugin: Plugin;

beforeAll(async () => {
  plugin = await Plugin.start();
});

afterAll(() => plugin.close());

afterEach(async () => {
  const url = VECTOR && (await plugin.call("presign", presignArgument(VECTOR.request)));
  expect(url === VECTOR?.url).toBe(true);
  expect(isRunning(plugin.run.pid)).toBe(true);
  expect(plugin.run.stderr).toBe("");
});

describe("The provider refuses a connection, and lives on,", () => {
  test("that says garbage", async () => {
    const socket = await plugin.openSocket();
    socket.write(randomBytes(64 * 1024));
    socket.resume();

    await within(5_000, "the end of the connection", once(socket, "close"));
  });

  test.each([
    ["without a client certificate", () => plugin.tls()],
    ["with another certificate than Terraform's", () => plugin.tls(STRANGER)],
    ["without TLS", () => credentials.createInsecure()],
  ])("%s", async (_, channel) => {
    const client = plugin.connect(channel());

    await expect(plugin.callBytes("presign", [ARGUMENT], client)).rejects.toMatchObject({
      code: status.UNAVAILABLE,
    });
  });

  test("of which there are many that say nothing", async () => {
    const sockets = await Promise.all(Array.from({ length: 500 }, () => plugin.openSocket()));

    expect(await plugin.call("presign", REQUEST)).toMatch(/^https:/);
    sockets.forEach((socket) => socket.destroy());
  });
});

describe("The provider answers with an error, and lives on, when it gets", () => {
  test.each([
    ["an unknown method", "/tfplugin6.Provider/ReadResource", bytes(""), status.UNIMPLEMENTED],
    ["an unknown service", "/constructor/__proto__", bytes(""), status.UNIMPLEMENTED],
    ["random bytes as request", CALL_FUNCTION, randomBytes(1000).fill(0xff, 0, 9), status.INTERNAL],
    [
      "half a request",
      CALL_FUNCTION,
      bytes(`\x0a\x07presign\x12\x7f\x0a\x7d${SECRET}`),
      status.INTERNAL,
    ],
    ["a request of another shape", CALL_FUNCTION, bytes("\x10\x01\x0d\x00"), status.INTERNAL],
    ["70 MiB", CALL_FUNCTION, Buffer.alloc(70 * MIB), status.RESOURCE_EXHAUSTED],
  ])("%s", async (_, path, request, code) => {
    const error: unknown = await plugin.send(path, request).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code });
    expectNoSecret(error);
  });

  test("70 MiB that are few once compressed", async () => {
    const client = plugin.connect(plugin.tls(TERRAFORM), {
      "grpc.default_compression_algorithm": 2,
    });

    await expect(plugin.send(CALL_FUNCTION, Buffer.alloc(70 * MIB), client)).rejects.toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
  });

  test.each(["sign", "constructor", "__proto__", "toString", ""])(
    'a call of the function "%s"',
    async (name) => {
      const { result, error } = await plugin.callBytes(name, [ARGUMENT]);

      expect(result).toBeUndefined();
      expect(error?.text).toBe("must be a function of this provider, got another name");
      expect(error).not.toHaveProperty("functionArgument");
    },
  );

  test.each([0, 2, 10_000])("%d arguments where there is to be one", async (count) => {
    const { result, error } = await plugin.callBytes("presign", Array(count).fill(ARGUMENT));

    expect(result).toBeUndefined();
    expect(error?.text).toBe(`must have 1 arguments, got ${count}`);
  });

  test.each<[string, Uint8Array]>([
    ["a byte that MessagePack does not have", bytes("\xc1")],
    ["text in place of MessagePack", bytes(JSON.stringify(REQUEST))],
    ["a value cut short", ARGUMENT.subarray(0, ARGUMENT.length - 20)],
    ["a value and more", Buffer.concat([ARGUMENT, bytes("\xc0")])],
    ["a member named __proto__", typed('["map","string"]', bytes("\x81\xa9__proto__\xa1x"))],
    ["a type with a __proto__", typed('["object",{"__proto__":"string"}]', bytes("\x80"))],
    ["members named by lists", typed('["map","string"]', bytes("\x81\x90\xa1x"))],
    ["a list in a list, 100000 times", bytes("\x91".repeat(DEEP) + "\xc0")],
    ["a dynamic value in one, 100000 times", bytes('\x92\xc4\x09"dynamic"'.repeat(DEEP) + "\xc0")],
    [
      "a type of lists of lists, 100000 times",
      typed('["list",'.repeat(DEEP) + '"string"' + "]".repeat(DEEP), bytes("\x90")),
    ],
    ["a list that claims 4294967295 members", bytes("\xdd\xff\xff\xff\xff")],
    ["a map that claims 4294967295 members", bytes("\xdf\xff\xff\xff\xff")],
    ["a text that claims 4294967295 bytes", bytes("\xdb\xff\xff\xff\xff")],
    ["a type that is no JSON", typed('{"a', bytes("\xa1x"))],
    ["a type that is none of Terraform's", typed('"secret"', bytes("\xa1x"))],
    ["a list type without its members'", typed('["list"]', bytes("\x90"))],
    ["a type that is a text", bytes('\x92\xa8"string"\xa1x')],
    ["a dynamic value without its type", bytes("\xa1x")],
    ["a dynamic value of one member", bytes('\x91\xc4\x08"string"')],
    ["a dynamic value of three members", bytes('\x93\xc4\x08"string"\xa1x\xa1x')],
    ["another value than its type has", typed('"number"', bytes("\xa1x"))],
  ])("%s as argument", async (_, argument) => {
    const answer = await plugin.callBytes("presign", [argument]);

    expect(answer.error).toEqual({
      text: MALFORMED,
      functionArgument: 0,
    });
    expectNoSecret(answer);
  });

  test.each<[string, Uint8Array]>([
    ["nothing", bytes("")],
    ["null", bytes("\xc0")],
    ["a value that is not known yet", bytes("\xd4\x00\x00")],
    ["a value of which only the start is known", bytes("\xc7\x09\x0c\x82\x01\xc2\x02\xa4arn:")],
    ["another extension", bytes("\xd4\x07\x00")],
    ["a text", dynamic(SECRET)],
    ["5 MiB", dynamic({ ...REQUEST, object_key_base64: "eHh4".repeat(1.25 * MIB) })],
    ["5 MiB in the name of an attribute", dynamic({ ...REQUEST, ["x".repeat(5 * MIB)]: "" })],
    ["a pair that is a text", dynamic({ ...REQUEST, credentials: SECRET })],
    ["a pair the wrong way round", dynamic({ ...REQUEST, credentials: { access_key_id: SECRET } })],
  ])("%s as argument, in a line that does not hold it", async (_, argument) => {
    const answer = await plugin.callBytes("presign", [argument]);

    expect(answer.result).toBeUndefined();
    expect(answer.error?.functionArgument).toBe(0);
    expect(answer.error?.text).toMatch(/^[a-z0-9_]+: must .{1,400}$/);
    expectNoSecret(answer);
  });
});

describe("The provider answers at once when it gets", () => {
  test.each([
    ["lists in lists that claim 33554431 members each", bytes("\xdd\x01\xff\xff\xff".repeat(100))],
    ["lists in lists that claim 65535 members each", bytes("\xdc\xff\xff".repeat(20_000))],
  ])("%s", async (_, argument) => {
    const victim = await Plugin.start();

    try {
      const answer = await within(3_000, "an answer", victim.callBytes("presign", [argument]));
      expect(answer.error?.text).toBe(MALFORMED);
    } finally {
      victim.close();
    }
  });
});

function expectNoSecret(answer: unknown): void {
  expect(JSON.stringify(answer).includes(SECRET.slice(4, 30))).toBe(false);
}
