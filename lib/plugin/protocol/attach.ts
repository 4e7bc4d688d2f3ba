import { ServerCredentials } from "@grpc/grpc-js";
import type { Provider } from "./provider";
import { startServer } from "./server";
import { providerService } from "./service";

/** A provider that runs, and that Terraform need not start. */
export interface AttachedProvider {
  /** What stands behind the provider's address in `TF_REATTACH_PROVIDERS`. */
  readonly reattachConfig: object;
  stop(): void;
}

/**
 * Serves a provider in this very process, for tests: in plain text and without a check of who calls, as
 * Terraform wants it there.
 */
export async function attach<Client>(provider: Provider<Client>): Promise<AttachedProvider> {
  const { port, stop } = await startServer(
    [providerService(provider)],
    ServerCredentials.createInsecure(),
  );
  return {
    reattachConfig: {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      // Terraform 1.11 crashes without it; with it, it also leaves the process alone.
      Test: true,
      Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
    },
    stop,
  };
}
