import {
  type IResolveContext,
  type ITerraformDependable,
  TerraformDataSource,
  TerraformModule,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { Dependable, type IConstruct } from "constructs";

/**
 * The addresses that `construct.node.addDependency()` asks to wait for, which cdktf 0.21 itself ignores.
 *
 * What lies in another stack cannot stand in `depends_on`; there the stack waits for the other stack.
 */
export function dependenciesOf(construct: IConstruct, context: IResolveContext): string[] {
  const stack = TerraformStack.of(construct);
  const addresses = new Set<string>();
  const elements = construct.node.dependencies
    .flatMap((dependency) => Dependable.of(dependency).dependencyRoots)
    .flatMap((root) => root.node.findAll());
  for (const element of elements) {
    if (!isDependable(element) || element.node.scopes.includes(construct)) {
      continue;
    }
    const itsStack = TerraformStack.of(element);
    if (itsStack === stack) {
      addresses.add(withoutBraces(context.resolve(element.fqn) as string));
    } else {
      stack.addDependency(itsStack);
    }
  }
  return [...addresses];
}

function isDependable(x: IConstruct): x is IConstruct & ITerraformDependable {
  return (
    TerraformResource.isTerraformResource(x) ||
    TerraformDataSource.isTerraformDataSource(x) ||
    x instanceof TerraformModule
  );
}

/** `${type.name}` is an expression; `depends_on` wants `type.name`. */
function withoutBraces(expression: string): string {
  return expression.replace(/^\$\{(.*)\}$/, "$1");
}
