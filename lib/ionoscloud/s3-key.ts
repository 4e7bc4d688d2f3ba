import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Arguments of `ionoscloud_s3_key`. */
export interface S3KeyProps extends TerraformMetaArguments {
  /** UUID of the user who owns the key. */
  readonly userId: string;

  /** Whether the key may be used. */
  readonly active: boolean;
}

/** `ionoscloud_s3_key` of the official provider. Its `id` is the access key. */
export class S3Key extends TerraformResource {
  public static readonly tfResourceType = "ionoscloud_s3_key";

  private readonly userId: string;
  private readonly active: boolean;

  public constructor(scope: Construct, id: string, props: S3KeyProps) {
    super(scope, id, {
      ...props,
      terraformResourceType: S3Key.tfResourceType,
      terraformGeneratorMetadata: { providerName: "ionoscloud" },
    });
    this.userId = props.userId;
    this.active = props.active;
  }

  /** The access key. */
  public get id(): string {
    return this.getStringAttribute("id");
  }

  /** The secret key. Provider 6.7.34 does not mark it sensitive. */
  public get secretKey(): string {
    return this.getStringAttribute("secret_key");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { user_id: this.userId, active: this.active };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return {
      user_id: { value: this.userId, isBlock: false, type: "simple", storageClassType: "string" },
      active: { value: this.active, isBlock: false, type: "simple", storageClassType: "boolean" },
    };
  }

  /** cdktf writes the addresses of `replace_triggered_by` in quotes, which HCL does not take as references. */
  public override toHclTerraform(): unknown {
    const hcl = super.toHclTerraform() as {
      resource?: Record<string, Record<string, { lifecycle?: { replace_triggered_by?: unknown } }>>;
    };
    const lifecycle = hcl.resource?.[S3Key.tfResourceType]?.[this.friendlyUniqueId]?.lifecycle;
    const triggers = lifecycle?.replace_triggered_by;
    if (lifecycle !== undefined && Array.isArray(triggers)) {
      lifecycle.replace_triggered_by = `[${triggers.join(", ")}]`;
    }
    return hcl;
  }
}
