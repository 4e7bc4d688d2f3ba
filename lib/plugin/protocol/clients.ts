import { encodeDiagnostics } from "./diagnostic";
import { diagnosed, OperationError } from "./operation-error";
import type { Configuration } from "./provider";
import type { Attributes } from "./resource";
import { EMPTY_SCHEMA, typeOf } from "./schema";
import { decodeValue } from "./value";
import type { DynamicValue } from "./wire";

/**
 * What `ConfigureProvider` has made for each connection.
 *
 * Terraform opens one for each instance of a provider. A process that it has started serves one only, but one
 * that it finds running serves all instances of all commands, each with a configuration of its own.
 */
export class Clients<Client> {
  private readonly byPeer = new Map<string, Client>();

  public constructor(private readonly configuration: Configuration<Client> | undefined) {}

  /** Answers `ConfigureProvider`. */
  public configure(request: { readonly config: DynamicValue | null }, peer: string): object {
    const { configuration } = this;
    if (configuration === undefined) {
      return {};
    }
    return diagnosed(async () => {
      const config = decodeValue(request.config?.msgpack, typeOf(configuration.schema.block));
      this.byPeer.set(peer, await configuration.configure((config ?? {}) as Attributes));
      return {};
    });
  }

  /** Answers `ValidateProviderConfig`. */
  public validate(request: { readonly config: DynamicValue | null }): object {
    const { validate, schema = EMPTY_SCHEMA } = this.configuration ?? {};
    if (validate === undefined) {
      return {};
    }
    return diagnosed(() => {
      const config = decodeValue(request.config?.msgpack, typeOf(schema.block));
      return { diagnostics: encodeDiagnostics(validate((config ?? {}) as Attributes)) };
    });
  }

  /** @throws OperationError when the connection has configured nothing */
  public of(peer: string): Client {
    const client = this.byPeer.get(peer);
    if (client === undefined) {
      throw new OperationError("the provider must be configured first");
    }
    return client;
  }
}
