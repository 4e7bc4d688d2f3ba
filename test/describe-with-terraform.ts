import { hasTerraform } from "./sandbox/terraform";

/** A `describe` that is skipped where there is no Terraform; `global-setup.ts` says so. */
export const describeWithTerraform = hasTerraform() ? describe : describe.skip;
