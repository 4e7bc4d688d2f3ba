import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Writes a text out with what its tokens refer to, each reference with the stack that it comes from.
 *
 * cdktf itself would write the same name for two resources of two stacks, and two names for one resource seen
 * from two stacks (there it goes through a remote state).
 */
export function describeReferences(scope: IConstruct, text: string): string {
  return String(
    Tokenization.resolve(text, { scope, preparing: false, resolver: new OriginResolver() }),
  );
}

class OriginResolver extends DefaultTokenResolver {
  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    // The fields of cdktf's `Reference`, a class that it does not export.
    const { originStack, identifier } = token as { originStack?: IConstruct; identifier?: unknown };
    return originStack !== undefined && typeof identifier === "string"
      ? `${originStack.node.path}/${identifier}`
      : (super.resolveToken(token, context, postProcessor) as unknown);
  }
}
