import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPlugin, pluginVersion, SOURCE } from "../../lib/plugin/package";
import { describeWithTerraform } from "../describe-with-terraform";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import {
  allListeningSockets,
  HAS_PROC,
  listeningSockets,
  type Run,
  TerraformFolder,
} from "./terraform-run";
import { until } from "./waiting";

const CALLS = 1_000;
const SOME_CALLS = 300;
const LINKS_OF_A_FILE = 20;

/** Terraform kills a provider that takes longer to end. */
const END_LIMIT_MS = 2_000;
const TEST_LIMIT_MS = 60_000;

/**
 * A pair that only the apply knows, and links that are signed with it, as files by name. Terraform reads the file of
 * an error anew for each, so that hundreds of errors in one large file take it a minute.
 */
function stack(): Record<string, object> {
  const main = {
    terraform: {
      required_providers: { objectshare: { source: SOURCE, version: pluginVersion() } },
    },
    resource: {
      terraform_data: {
        pair: {
          input: {
            access_key_id: SAMPLE_CREDENTIALS.accessKeyId,
            secret_access_key: `\${sensitive("${SAMPLE_CREDENTIALS.secretAccessKey}")}`,
          },
        },
      },
    },
    locals: { pair: "${sensitive(terraform_data.pair.output)}" },
  };
  const files: Record<string, object> = { "main.tf.json": main };
  for (let file = 0; file < CALLS / LINKS_OF_A_FILE; file += 1) {
    const output = Array.from({ length: LINKS_OF_A_FILE }, (_, i) => {
      const name = `link_${file * LINKS_OF_A_FILE + i}`;
      return [name, { value: link(`2026/${name}.pdf`), sensitive: true }];
    });
    files[`links_${file}.tf.json`] = { output: Object.fromEntries(output) as object };
  }
  return files;
}

function link(objectKey: string): string {
  return `\${provider::objectshare::presign({
    method = "GET", endpoint = "https://s3.eu-central-3.ionoscloud.com", region = "eu-central-3",
    bucket = "acme-reports", object_key = "${objectKey}", credentials = local.pair,
    signed_at = "2026-11-22T06:00:00Z", expires_in_seconds = 3600 })}`;
}

// Who runs, where, and who listens is read from /proc, which only Linux has.
const describeOnLinux = HAS_PROC ? describeWithTerraform : describe.skip;

describeOnLinux("In the middle of 1,000 calls of an apply (on Linux, which has /proc)", () => {
  let folder: TerraformFolder;
  let apply: Run;
  let providers: number[];
  let sockets: string[];

  beforeEach(async () => {
    folder = new TerraformFolder();
    for (const [name, content] of Object.entries(stack())) {
      writeFileSync(join(folder.path, name), JSON.stringify(content, null, 2));
    }
    installPlugin(join(folder.path, "terraform.d/plugins"));
    await folder.succeed("init");

    // The plan does not know the pair, so that all calls are made by the apply.
    apply = folder.start("apply", "-auto-approve", "-no-color");
    await until(`${SOME_CALLS} calls`, () => apply.calls() >= SOME_CALLS, 20_000);
    providers = folder.providers();
    sockets = listeningSockets(providers);
  }, TEST_LIMIT_MS);

  afterEach(() => folder.close());

  /** What has to hold however the apply was cut off. */
  async function expectNoTraceAndAGoodEnd(): Promise<void> {
    expect(providers).toHaveLength(1);
    expect(sockets).toHaveLength(1);
    await until("the end of the provider", () => folder.providers().length === 0, END_LIMIT_MS);
    expect(apply.text().includes(SAMPLE_CREDENTIALS.secretAccessKey)).toBe(false);
    expect(readdirSync(folder.tmp)).toEqual([]);
    await until(
      "the end of its socket",
      () => !allListeningSockets().some((socket) => sockets.includes(socket)),
      END_LIMIT_MS,
    );

    const state = JSON.parse(await folder.succeed("state", "pull")) as {
      resources: { type: string; name: string; instances: unknown[] }[];
    };
    expect(state.resources).toMatchObject([
      { type: "terraform_data", name: "pair", instances: [{ attributes: {} }] },
    ]);

    await folder.succeed("apply", "-auto-approve");
    const outputs = JSON.parse(await folder.succeed("output", "-json")) as object;
    expect(Object.keys(outputs)).toHaveLength(CALLS);
    await folder.succeed("plan", "-detailed-exitcode");
    expect(folder.providers()).toEqual([]);
    expect(readdirSync(folder.tmp)).toEqual([]);
  }

  test(
    "a kill -9 of Terraform leaves no provider, no file and no port, and the next apply goes on",
    async () => {
      process.kill(apply.pid, "SIGKILL");

      expect(await apply.ended).toEqual({ status: null });
      expect(apply.calls()).toBeLessThan(CALLS);
      await expectNoTraceAndAGoodEnd();
    },
    TEST_LIMIT_MS,
  );

  test(
    "a kill -9 of the provider is an error of the apply, and the next apply goes on",
    async () => {
      providers.forEach((pid) => process.kill(pid, "SIGKILL"));

      expect(await apply.ended).toEqual({ status: 1 });
      const errors = apply.text().match(/^Error: Error in function call$/gm) ?? [];
      expect(errors.length).toBeGreaterThan(0);
      expect(errors.length).toBeLessThan(CALLS);
      await expectNoTraceAndAGoodEnd();
    },
    TEST_LIMIT_MS,
  );

  test(
    "Ctrl-C lets Terraform and the provider end in order, and the next apply goes on",
    async () => {
      process.kill(-apply.pid, "SIGINT");

      await apply.ended;
      expect(apply.text()).toMatch(/Interrupt received/);
      expect(apply.text()).not.toMatch(/^Error: /m);
      await expectNoTraceAndAGoodEnd();
    },
    TEST_LIMIT_MS,
  );
});
