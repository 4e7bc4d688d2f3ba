import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { App, TerraformStack } from "cdktf";
import { synth } from "../program";

type Tree = { [id: string]: Tree | string };

/** What `terraform output -json` would write of a stack whose links are signed at synth. */
export function terraformOutputs(stack: TerraformStack): Record<string, { value: unknown }> {
  return Object.fromEntries(
    Object.entries(synth(stack).output ?? {}).map(([name, { value, sensitive = false }]) => [
      name,
      { sensitive, type: typeof value === "string" ? "string" : ["object", {}], value },
    ]),
  );
}

/**
 * What cdktf's CLI would make of that: the tree of constructs that synth leaves in `//.outputs`, with values in the place
 * of names, and without the sensitive ones unless it is told to include them.
 */
export function cdktfOutputs(stack: TerraformStack, hasSensitive: boolean): Tree {
  const app = stack.node.root as App;
  app.synth();
  const json = JSON.parse(
    readFileSync(join(app.outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8"),
  ) as { "//": { outputs: Tree }; output: Record<string, { value: Tree; sensitive?: boolean }> };
  const fill = (tree: Tree): Tree =>
    Object.fromEntries(
      Object.entries(tree).flatMap(([id, member]): [string, Tree | string][] => {
        if (typeof member !== "string") {
          return [[id, fill(member)]];
        }
        const { value, sensitive = false } = json.output[member]!;
        return sensitive && !hasSensitive ? [] : [[id, value]];
      }),
    );
  return fill(json["//"].outputs);
}
