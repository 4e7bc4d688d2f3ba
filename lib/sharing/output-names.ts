import { TerraformOutput, TerraformStack } from "cdktf";
import type { IConstruct, IValidation } from "constructs";
import { SigningError } from "../signing";
import { received, refuseToken } from "../signing/problem";

/** What Terraform takes as a name. Source: Terraform language, Identifiers. */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

const guarded = new WeakSet<IConstruct>();

/** Takes the name that the outputs of a share begin with; by default the path below its stack. */
export function requireOutputName(share: IConstruct, outputName: string | undefined): string {
  const { scopes } = share.node;
  refuseToken("outputName", outputName);
  const name =
    outputName === undefined
      ? scopes
          .slice(scopes.indexOf(TerraformStack.of(share)) + 1)
          .map((construct) => construct.node.id)
          .join("_")
      : outputName;
  if (typeof name !== "string" || !IDENTIFIER.test(name)) {
    const source =
      outputName === undefined
        ? " from the construct's path (set outputName, or give the construct another id)"
        : "";
    throw new SigningError(
      "outputName",
      `must be a Terraform identifier (letters, digits, "_" and "-", no digit first), ${received(name)}${source}`,
    );
  }
  return name;
}

/**
 * Makes a share's outputs of one stack answer for their names: two outputs of one name would overwrite each
 * other without a word. One look at a stack serves all its shares.
 */
export function guardOutputNames(share: IConstruct): void {
  const stack = TerraformStack.of(share);
  if (!guarded.has(stack)) {
    guarded.add(stack);
    stack.node.addValidation(new UniqueOutputNames(stack));
  }
}

class UniqueOutputNames implements IValidation {
  public constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    const owners = new Map<string, string>();
    const clashes: string[] = [];
    for (const construct of this.stack.node.findAll()) {
      if (
        !TerraformOutput.isTerraformOutput(construct) ||
        TerraformStack.of(construct) !== this.stack
      ) {
        continue;
      }
      const name = construct.friendlyUniqueId;
      const owner = owners.get(name);
      if (owner === undefined) {
        owners.set(name, construct.node.path);
      } else {
        clashes.push(
          `outputName: must give each output of the stack a name of its own, got "${name}" for both ${owner} and ${construct.node.path}`,
        );
      }
    }
    return clashes;
  }
}
