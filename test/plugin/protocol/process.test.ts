import { readdirSync } from "node:fs";
import { readVectors, SAMPLE_CREDENTIALS } from "../../signing/requests";
import { Plugin, presignArgument, readHandshake } from "./plugin-client";
import { type End, isRunning, PROGRAM, ProgramRun, TERRAFORM_ENV } from "./plugin-program";
import { until, within } from "../waiting";

/** Terraform kills a provider that takes longer to end. */
const END_LIMIT_MS = 2_000;
const GOOD_END: End = { code: 0, signal: null };

/** The files that a process has left in its home, its temporary and its working folder. */
function leftovers(run: ProgramRun): string[] {
  return run.scratch.flatMap((path) => readdirSync(path));
}

function fingerprint(plugin: Plugin): Promise<unknown> {
  return plugin.call("fingerprint", SAMPLE_CREDENTIALS.accessKeyId, "string");
}

const orphans: number[] = [];

afterAll(() => orphans.filter(isRunning).forEach((pid) => process.kill(pid, "SIGKILL")));

/** Runs the provider below another process, which says its id on the given stream. */
async function startBelow(
  script: string,
  stream: "stdout" | "stderr",
): Promise<{ parent: ProgramRun; pid: number }> {
  const parent = new ProgramRun(TERRAFORM_ENV, process.execPath, ["-e", script, PROGRAM]);
  await until("the process id", () => parent[stream].includes("\n"));
  const pid = Number(parent[stream].trim());
  orphans.push(pid);
  return { parent, pid };
}

describe("The provider, started in another way than by Terraform 1.8 or later", () => {
  test("says in two lines what it is, and exits with 1", async () => {
    const run = new ProgramRun({});

    expect(await run.ended).toEqual({ code: 1, signal: null });
    expect(run.stderr).toMatch(
      /^This is a plugin of Terraform: .*presign.*\nTerraform starts it .*\n$/,
    );
    expect(run.stdout).toBe("");
  });

  test.each([
    ["without a certificate", { PLUGIN_CLIENT_CERT: "" }, "PLUGIN_CLIENT_CERT"],
    ["for protocol 5 only", { PLUGIN_PROTOCOL_VERSIONS: "5" }, "PLUGIN_PROTOCOL_VERSIONS"],
    ["for protocol 16 only", { PLUGIN_PROTOCOL_VERSIONS: "16" }, "PLUGIN_PROTOCOL_VERSIONS"],
  ])("says in one line what is missing when started %s", async (_, env, field) => {
    const run = new ProgramRun({ ...TERRAFORM_ENV, ...env });

    expect(await run.ended).toEqual({ code: 1, signal: null });
    expect(run.stderr).toMatch(new RegExp(`^${field}: must .*, got .*\n$`));
    expect(run.stdout).toBe("");
  });
});

describe("The provider, started by Terraform", () => {
  test("writes one line, with the six fields of the handshake", async () => {
    const plugin = await Plugin.start();
    await fingerprint(plugin);
    plugin.run.kill();
    await plugin.run.ended;

    const [line, ...rest] = plugin.run.stdout.split("\n");
    expect(rest).toEqual([""]);
    expect(line).toMatch(/^1\|6\|tcp\|127\.0\.0\.1:\d{2,5}\|grpc\|[A-Za-z0-9+/]+$/);
    expect(plugin.run.stderr).toBe("");
  });

  test("adds the seventh field where it is asked for", async () => {
    const run = new ProgramRun({ ...TERRAFORM_ENV, PLUGIN_MULTIPLEX_GRPC: "true" });

    expect(readHandshake(await run.firstLine()).fields.slice(6)).toEqual(["false"]);
  });

  test("answers all that Terraform and OpenTofu ask of a provider of functions", async () => {
    const plugin = await Plugin.start();
    const functions = {
      fingerprint: { parameters: [{ name: "access_key_id", type: base64('"string"') }] },
      presign: {
        parameters: [{ name: "request", type: base64('"dynamic"') }],
        return: { type: base64('"string"') },
      },
    };
    const ask = (name: string, answer: string): Promise<unknown> =>
      plugin.ask(`/tfplugin6.Provider/${name}`, answer);

    expect(await ask("GetProviderSchema", "SchemaResponse")).toMatchObject({
      provider: { block: {} },
      serverCapabilities: { getProviderSchemaOptional: true },
      functions,
    });
    expect(await ask("GetFunctions", "FunctionsResponse")).toMatchObject({ functions });
    expect(await ask("ValidateProviderConfig", "ValidateConfigResponse")).toEqual({});
    expect(await ask("ConfigureProvider", "ConfigureResponse")).toEqual({});
    expect(await ask("StopProvider", "StopResponse")).toEqual({});
    expect(await fingerprint(plugin)).toMatch(/^[0-9a-f]{16}$/);
  });

  test("signs the vectors of the signer, byte for byte", async () => {
    const plugin = await Plugin.start();

    for (const { request, url } of readVectors().slice(0, 100)) {
      expect((await plugin.call("presign", presignArgument(request))) === url).toBe(true);
    }
  });

  test("reads and writes the bytes of a call as the protocol has them", async () => {
    const plugin = await Plugin.start();
    // CallFunction.Request { name = 1, arguments = 2 { msgpack = 1 } }, and a text of three bytes.
    const request = Buffer.from("\x0a\x0bfingerprint\x12\x06\x0a\x04\xa3abc", "latin1");

    const answer = await plugin.send("/tfplugin6.Provider/CallFunction", request);

    // CallFunction.Response { result = 1 { msgpack = 1 } }, and the start of the SHA-256 of "abc".
    expect(answer.toString("latin1")).toBe("\x0a\x13\x0a\x11\xb0ba7816bf8f01cfea");
  });

  test.each(["SIGINT", "SIGHUP"] as const)("goes on after %s", async (signal) => {
    const plugin = await Plugin.start();

    plugin.run.kill(signal);
    const [before, after] = [await fingerprint(plugin), await fingerprint(plugin)];

    expect(after).toBe(before);
    expect(isRunning(plugin.run.pid)).toBe(true);
  });
});

describe("The provider ends at once, and leaves nothing", () => {
  test.each<[string, (plugin: Plugin) => unknown, End]>([
    ["Shutdown", (plugin) => plugin.ask("/plugin.GRPCController/Shutdown", "Empty"), GOOD_END],
    [
      "the end of the stream that Terraform keeps open",
      async (plugin) => {
        const stream = plugin.openStdio();
        await fingerprint(plugin);
        stream.cancel();
      },
      GOOD_END,
    ],
    [
      "the loss of the connection",
      async (plugin) => {
        const socket = await plugin.openStdioSocket();
        socket.destroy();
      },
      GOOD_END,
    ],
    ["kill -9", (plugin) => plugin.run.kill("SIGKILL"), { code: null, signal: "SIGKILL" }],
  ])("after %s", async (_, end, expected) => {
    const plugin = await Plugin.start();
    await fingerprint(plugin);

    await end(plugin);

    expect(await within(END_LIMIT_MS, "its end", plugin.run.ended)).toEqual(expected);
    expect(leftovers(plugin.run)).toEqual([]);
    expect(await plugin.isClosed()).toBe(true);
  });

  test("after a kill -9 of its parent, even if nobody ever connected", async () => {
    const { parent, pid } = await startBelow(
      `const { pid } = require("node:child_process").spawn(process.argv[1], { stdio: "inherit" });
       console.error(pid);`,
      "stderr",
    );
    await parent.firstLine();
    expect(isRunning(pid)).toBe(true);

    parent.kill("SIGKILL");

    await until("its end", () => !isRunning(pid), END_LIMIT_MS);
    expect(leftovers(parent)).toEqual([]);
  });

  test("after a kill -9 of its parent before it could say where it listens", async () => {
    const { parent, pid } = await startBelow(
      `const { pid } = require("node:child_process").spawn(process.argv[1], { stdio: "pipe" });
       console.log(pid);`,
      "stdout",
    );

    parent.kill("SIGKILL");

    await until("its end", () => !isRunning(pid), END_LIMIT_MS);
    expect(leftovers(parent)).toEqual([]);
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
