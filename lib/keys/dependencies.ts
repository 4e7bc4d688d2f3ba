import {
  type IResolveContext,
  type ITerraformDependable,
  TerraformDataSource,
  TerraformModule,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import type { IConstruct } from "constructs";

/**
 * The addresses that `construct.node.addDependency()` asks to wait for, which cdktf 0.21 itself ignores.
 *
 * What lies in another stack cannot stand in `depends_on`; there the stack waits for the other stack.
 */
export function dependenciesOf(construct: IConstruct, context: IResolveContext): string[] {
  const stack = TerraformStack.of(construct);
  const addresses = new Set<string>();
  for (const root of construct.node.dependencies) {
    for (const element of root.node.findAll()) {
      if (!isDependable(element) || waitsToo(element, construct, root)) {
        continue;
      }
      const itsStack = TerraformStack.of(element);
      if (itsStack === stack) {
        addresses.add(withoutBraces(context.resolve(element.fqn) as string));
      } else {
        stack.addDependency(itsStack);
      }
    }
  }
  return [...addresses];
}

/** Whether an element is part of the construct, or of a sibling that waits for the same: neither can come first. */
function waitsToo(element: IConstruct, construct: IConstruct, root: IConstruct): boolean {
  return element.node.scopes.some(
    (scope) => scope === construct || (scope !== root && scope.node.dependencies.includes(root)),
  );
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
