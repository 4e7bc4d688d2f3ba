import type { Type } from "./type";
import type { Value } from "./value";

/** What a provider offers to Terraform. */
export interface Provider {
  readonly functions: Readonly<Record<string, ProviderFunction>>;
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
