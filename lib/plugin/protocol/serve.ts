import { ServerCredentials } from "@grpc/grpc-js";
import { createCertificate } from "./certificate";
import { handshakeLine, isStartedByTerraform, readOffer } from "./handshake";
import type { Provider } from "./provider";
import { startServer } from "./server";
import { controllerService, providerService, stdioService } from "./service";

/** How often to look whether Terraform is still there: the net below the stream that its end closes. */
const LOOK_FOR_PARENT_MS = 500;

/**
 * Makes this process a provider of Terraform, until Terraform says `Shutdown`, closes its stream, or is gone.
 *
 * @param about what somebody who starts it by hand should know, a line each
 */
export async function serve<Client>(
  provider: Provider<Client>,
  about: readonly string[],
): Promise<void> {
  if (!isStartedByTerraform(process.env)) {
    return refuse(about);
  }
  const offer = readOffer(process.env);
  if ("refusal" in offer) {
    return refuse([offer.refusal]);
  }
  surviveSignalsToTheGroup();
  exitWithParent();

  const certificate = createCertificate();
  const { port } = await startServer(
    [providerService(provider), controllerService(exit), stdioService(exit)],
    ServerCredentials.createSsl(
      Buffer.from(offer.clientCertificatePem),
      [
        {
          private_key: Buffer.from(certificate.privateKeyPem),
          cert_chain: Buffer.from(certificate.certificatePem),
        },
      ],
      true,
    ),
  );
  process.stdout.write(`${handshakeLine(port, certificate.handshake, process.env)}\n`);
}

function refuse(lines: readonly string[]): void {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exitCode = 1;
}

function exit(): void {
  process.exit(0);
}

/**
 * Ctrl-C, and a terminal that closes under `nohup`, reach the whole process group. Terraform goes on then until
 * all is well, and needs its providers for it; it says itself when they may go.
 */
function surviveSignalsToTheGroup(): void {
  process.on("SIGINT", () => {});
  process.on("SIGHUP", () => {});
}

/** Whoever loses its parent gets another one. */
function exitWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      exit();
    }
  }, LOOK_FOR_PARENT_MS).unref();
}
