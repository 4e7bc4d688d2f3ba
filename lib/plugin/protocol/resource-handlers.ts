import type { Clients } from "./clients";
import { computedOnly } from "./computed-only";
import { encodeDiagnostics, encodePath } from "./diagnostic";
import { diagnosed, diagnosticOf, OperationError } from "./operation-error";
import type { Attributes, Resource } from "./resource";
import { type Block, emptyValueOf } from "./schema";
import { Typed } from "./typed";
import { upgrade } from "./upgrade";
import { withoutUnknowns } from "./value";
import type { DynamicValue } from "./wire";

interface Named {
  readonly typeName: string;
}
type WithConfig = Named & { readonly config: DynamicValue | null };

export type UpgradeRequest = Named & { readonly rawState: { readonly json: Uint8Array } | null };
export type ReadRequest = Named & { readonly currentState: DynamicValue | null };
export type PlanRequest = WithConfig & {
  readonly priorState: DynamicValue | null;
  readonly proposedNewState: DynamicValue | null;
};
export type ApplyRequest = WithConfig & {
  readonly priorState: DynamicValue | null;
  readonly plannedState: DynamicValue | null;
};
export type ImportRequest = Named & { readonly id: string };

/** Answers what Terraform asks of resources. */
export class ResourceHandlers<Client> {
  public constructor(
    private readonly resources: Readonly<Record<string, Resource<Client>>>,
    private readonly clients: Clients<Client>,
  ) {}

  public validate({ typeName, config }: WithConfig): Promise<object> {
    return diagnosed(() => {
      const typed = Typed.of(this.resources, typeName);
      const given = typed.decodeExisting(config);
      return {
        diagnostics: encodeDiagnostics([
          ...computedOnly(typed.kind.schema.block, given),
          ...(typed.kind.validate?.(given) ?? []),
        ]),
      };
    });
  }

  public upgrade({ typeName, rawState }: UpgradeRequest): Promise<object> {
    return diagnosed(() => {
      const { kind } = Typed.of(this.resources, typeName);
      return { upgradedState: upgrade(kind.schema.block, rawState?.json) };
    });
  }

  public read({ typeName, currentState }: ReadRequest, peer: string): Promise<object> {
    return diagnosed(async () => {
      const typed = Typed.of(this.resources, typeName);
      const current = typed.decodeExisting(currentState);
      return { newState: typed.encode(await typed.kind.read(this.clients.of(peer), current)) };
    });
  }

  public plan(request: PlanRequest): Promise<object> {
    return diagnosed(() => {
      const typed = Typed.of(this.resources, request.typeName);
      const proposed = typed.decode(request.proposedNewState);
      if (proposed === null) {
        return { plannedState: typed.encode(null) };
      }
      const { planned, requiresReplace = [] } = typed.kind.plan({
        prior: typed.decode(request.priorState),
        proposed,
        config: typed.decodeExisting(request.config),
      });
      return {
        plannedState: typed.encode(withoutWriteOnly(typed.kind.schema.block, planned)),
        requiresReplace: requiresReplace.map(encodePath),
      };
    });
  }

  public apply(request: ApplyRequest, peer: string): Promise<object> {
    return diagnosed(async () => {
      const typed = Typed.of(this.resources, request.typeName);
      const prior = typed.decode(request.priorState);
      try {
        const client = this.clients.of(peer);
        const state = await applyChange(typed, client, prior, request);
        return {
          newState: typed.encode(state && withoutWriteOnly(typed.kind.schema.block, state)),
        };
      } catch (error) {
        const partial = error instanceof OperationError ? error.partialState : undefined;
        const left = partial ?? prior;
        return {
          newState: typed.encode(
            left && withoutUnknowns(withoutWriteOnly(typed.kind.schema.block, left)),
          ),
          diagnostics: encodeDiagnostics([diagnosticOf(error)]),
        };
      }
    });
  }

  public import({ typeName, id }: ImportRequest, peer: string): Promise<object> {
    return diagnosed(async () => {
      const typed = Typed.of(this.resources, typeName);
      if (typed.kind.import === undefined) {
        throw new OperationError(`${typeName} cannot be imported`);
      }
      const state = await typed.kind.import(this.clients.of(peer), id);
      const whole = { ...emptyValueOf(typed.kind.schema.block), ...state };
      return { importedResources: [{ typeName, state: typed.encode(whole) }] };
    });
  }
}

async function applyChange<Client>(
  typed: Typed<Resource<Client>>,
  client: Client,
  prior: Attributes | null,
  request: ApplyRequest,
): Promise<Attributes | null> {
  const { kind } = typed;
  const planned = typed.decode(request.plannedState);
  if (planned === null) {
    await (prior && kind.delete(client, prior));
    return null;
  }
  const config = typed.decodeExisting(request.config);
  return prior === null
    ? await kind.create(client, { planned, config })
    : await kind.update(client, { prior, planned, config });
}

/** What is write-only stands in configurations alone; Terraform proposes it all the same. */
function withoutWriteOnly({ attributes = {} }: Block, value: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      attributes[name]?.write_only ? null : member,
    ]),
  );
}
