import type { Clients } from "./clients";
import { computedOnly } from "./computed-only";
import { encodeDiagnostics } from "./diagnostic";
import { diagnosed } from "./operation-error";
import type { DataSource } from "./resource";
import { Typed } from "./typed";
import type { DynamicValue } from "./wire";

interface ConfigRequest {
  readonly typeName: string;
  readonly config: DynamicValue | null;
}

/** Answers what Terraform asks of data sources. */
export class DataSourceHandlers<Client> {
  public constructor(
    private readonly dataSources: Readonly<Record<string, DataSource<Client>>>,
    private readonly clients: Clients<Client>,
  ) {}

  public validate({ typeName, config }: ConfigRequest): Promise<object> {
    return diagnosed(() => {
      const typed = Typed.of(this.dataSources, typeName);
      const given = typed.decodeExisting(config);
      return { diagnostics: encodeDiagnostics(computedOnly(typed.kind.schema.block, given)) };
    });
  }

  public read({ typeName, config }: ConfigRequest, peer: string): Promise<object> {
    return diagnosed(async () => {
      const typed = Typed.of(this.dataSources, typeName);
      const given = typed.decodeExisting(config);
      return { state: typed.encode(await typed.kind.read(this.clients.of(peer), given)) };
    });
  }
}
