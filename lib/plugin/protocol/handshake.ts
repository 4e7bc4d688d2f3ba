/**
 * How Terraform and the process that it has started find each other.
 *
 * Source: hashicorp/go-plugin, docs/internals.md; Terraform, internal/plugin6/serve.go.
 */

/** Not a secret: it only tells a start by Terraform from one by hand. */
const MAGIC_COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

const HANDSHAKE_VERSION = "1";
const PROTOCOL_VERSION = "6";

type Environment = Readonly<Record<string, string | undefined>>;

/** What Terraform says at the start, or why a provider cannot serve it. */
export type Offer = { readonly clientCertificatePem: string } | { readonly refusal: string };

/** Whether it was Terraform that started the process. */
export function isStartedByTerraform(env: Environment): boolean {
  return env["TF_PLUGIN_MAGIC_COOKIE"] === MAGIC_COOKIE;
}

/** Reads what Terraform offers. Without its certificate any local process could call the provider. */
export function readOffer(env: Environment): Offer {
  const versions = env["PLUGIN_PROTOCOL_VERSIONS"] ?? "";
  if (!versions.split(",").includes(PROTOCOL_VERSION)) {
    return {
      refusal: `PLUGIN_PROTOCOL_VERSIONS: must have ${PROTOCOL_VERSION}, got "${versions}" (use Terraform 1.8 or later)`,
    };
  }
  const clientCertificatePem = env["PLUGIN_CLIENT_CERT"];
  if (!clientCertificatePem) {
    return {
      refusal:
        "PLUGIN_CLIENT_CERT: must hold Terraform's certificate, got nothing (is TF_DISABLE_PLUGIN_TLS set?)",
    };
  }
  return { clientCertificatePem };
}

/** The one line on standard output by which Terraform learns where and how to connect. */
export function handshakeLine(port: number, certificate: string, env: Environment): string {
  const fields = [
    HANDSHAKE_VERSION,
    PROTOCOL_VERSION,
    "tcp",
    `127.0.0.1:${port}`,
    "grpc",
    certificate,
  ];
  // A seventh field only where it is asked for: whether one connection carries several plugins.
  return [...fields, ...(env["PLUGIN_MULTIPLEX_GRPC"] ? ["false"] : [])].join("|");
}
