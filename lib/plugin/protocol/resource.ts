import type { AttributePath, Diagnostic } from "./diagnostic";
import type { Schema } from "./schema";
import type { Value } from "./value";

/** What a block of a configuration, or a resource of a state, holds: each attribute and block by its name. */
export type Attributes = Readonly<Record<string, Value>>;

/** A change that Terraform asks to plan. Each of them may hold unknown values, but for the prior state. */
export interface ProposedChange {
  /** What is there; null where the resource is to be created. */
  readonly prior: Attributes | null;

  /** The configuration, with what is computed taken from the prior state. */
  readonly proposed: Attributes;
  readonly config: Attributes;
}

/** What will be there, as far as it is known. */
export interface PlannedChange {
  /** What Terraform holds the provider to: what is known in it must come out so. */
  readonly planned: Attributes;

  /** The attributes whose change takes another resource. */
  readonly requiresReplace?: readonly AttributePath[];
}

/** A change to carry out. */
export interface Change {
  readonly prior: Attributes;
  readonly planned: Attributes;

  /** The only place where write-only attributes stand. */
  readonly config: Attributes;
}

/**
 * A type of resource. Whatever fails throws an `OperationError`.
 *
 * One server answers calls for several resources at a time, and several commands: what a handler must know of
 * the command stands in its client.
 *
 * @typeParam Client what `ConfigureProvider` has made of the `provider` block
 */
export interface Resource<Client> {
  readonly schema: Schema;

  /** What is wrong with a configuration, beyond its schema. It may hold unknown values. */
  validate?(config: Attributes): readonly Diagnostic[];

  /** Must be pure: Terraform asks twice, and holds the provider to the first answer. */
  plan(change: ProposedChange): PlannedChange;

  create(client: Client, change: Omit<Change, "prior">): Promise<Attributes>;

  /** Null where the resource was not there any more, which Terraform takes for a fault of the provider. */
  update(client: Client, change: Change): Promise<Attributes | null>;
  delete(client: Client, prior: Attributes): Promise<void>;

  /** What is there now; null where nothing is. */
  read(client: Client, current: Attributes): Promise<Attributes | null>;

  /** What `read` needs of a resource that exists; the rest is null. */
  import?(client: Client, id: string): Promise<Attributes>;
}

/** A type of data source. */
export interface DataSource<Client> {
  readonly schema: Schema;

  /** The whole of it, with what the configuration says unchanged. */
  read(client: Client, config: Attributes): Promise<Attributes>;
}
