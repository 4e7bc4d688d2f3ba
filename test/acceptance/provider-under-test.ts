import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { HOST, installPlugin } from "../../lib/plugin/package";
import type { Sandbox } from "../sandbox/sandbox";

/** How Terraform comes to the `ionoscloud` provider. */
export interface ProviderUnderTest {
  readonly env: NodeJS.ProcessEnv;
  readonly cliConfig: string;
  close(): void;
}

/**
 * The stand-in of the sandbox; or, where `IONOSCLOUD_PROVIDER_MIRROR` names a filesystem mirror, the genuine
 * provider from there. The same tests hold for both.
 */
export function providerUnderTest({ environment }: Sandbox): ProviderUnderTest {
  const mirror = process.env["IONOSCLOUD_PROVIDER_MIRROR"];
  if (!mirror) {
    return { env: environment, cliConfig: "", close: () => undefined };
  }
  const { IONOS_API_URL, IONOS_TOKEN } = environment;
  // Terraform looks into no folder of a stack any more once its configuration names a mirror.
  const ours = mkdtempSync(join(tmpdir(), "mirror-"));
  installPlugin(ours);
  return {
    env: { IONOS_API_URL, IONOS_TOKEN },
    cliConfig: `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(resolve(mirror))}
    include = ["registry.terraform.io/ionos-cloud/*"]
  }
  filesystem_mirror {
    path    = ${JSON.stringify(ours)}
    include = ["${HOST}/*/*"]
  }
}
`,
    close: () => rmSync(ours, { recursive: true, force: true }),
  };
}
