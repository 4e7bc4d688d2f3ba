import type { Diagnostic } from "./diagnostic";
import type { Attributes, DataSource, Resource } from "./resource";
import type { Schema } from "./schema";
import type { Type } from "./type";
import type { Value } from "./value";

/**
 * What a provider offers to Terraform.
 *
 * @typeParam Client what its resources and data sources work with
 */
export interface Provider<Client = never> {
  /** @default - none */
  readonly functions?: Readonly<Record<string, ProviderFunction>>;

  /** Needed for resources and data sources. @default - there is nothing to configure */
  readonly configuration?: Configuration<Client>;

  /** By their types. @default - none */
  readonly resources?: Readonly<Record<string, Resource<Client>>>;

  /** By their types. @default - none */
  readonly dataSources?: Readonly<Record<string, DataSource<Client>>>;
}

/** What a `provider` block may say, and what becomes of it. */
export interface Configuration<Client> {
  readonly schema: Schema;

  /** What is wrong with a block, beyond its schema. It may hold unknown values. */
  readonly validate?: (config: Attributes) => readonly Diagnostic[];

  /** Takes the block, which is empty where there is none, and makes what the handlers work with. */
  readonly configure: (config: Attributes) => Client | Promise<Client>;
}

/** A function that a configuration calls as `provider::<provider>::<name>(…)`. */
export interface ProviderFunction {
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly returns: Type;

  /**
   * Called with known values only, null nowhere but inside of collections.
   *
   * Must be pure: Terraform calls it several times in a run, and refuses another result.
   *
   * @throws ArgumentError when an argument is wrong
   */
  call(parameters: readonly Value[]): Value;
}

/** A parameter of a function. With the type "dynamic", Terraform passes on what was given, unconverted. */
export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly description: string;
}

/** An argument that a function refuses. Terraform shows the message; it must not hold a secret. */
export class ArgumentError extends Error {
  /** @param index which argument, from 0 */
  public constructor(
    public readonly index: number,
    message: string,
  ) {
    super(message);
  }
}
