import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { testApp } from "../program";
import { Terraform } from "../sandbox/terraform";

/** What a stack is made of, at one time. */
export type Build = (stack: TerraformStack) => void;

/** One side of a pair: what is declared, and what the clock says. */
export interface Side {
  readonly time: string;
  readonly build: Build;
}

/**
 * What `terraform show -json` says of the plan that leads from one program to another: the first is applied, the
 * second planned, by the real Terraform.
 */
export function planBetween(before: Side | undefined, after: Side): string {
  const { outdir } = testApp();
  const folder = join(outdir, "stacks", "plans");
  const synth = ({ time, build }: Side): void => {
    const app = new App({ outdir, stackTraces: false, context: { signingTime: time } });
    const stack = new TerraformStack(app, "plans");
    stack.addOverride("terraform.backend.local.path", join(outdir, "plans.tfstate"));
    build(stack);
    app.synth();
  };

  const terraform = new Terraform(folder);
  try {
    synth(before ?? after);
    terraform.succeed("init");
    if (before !== undefined) {
      terraform.succeed("apply", "-auto-approve");
      synth(after);
      // Another program may need a plugin that the first did not.
      terraform.succeed("init");
    }
    terraform.succeed("plan", "-out=plan");
    return terraform.succeed("show", "-json", "plan").stdout;
  } finally {
    terraform.close();
  }
}
