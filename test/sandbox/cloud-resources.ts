import { TerraformResource, type TerraformStack } from "cdktf";

/** Of `ionoscloud_user`, what the tests need. This package binds no more than keys; apps bring the rest. */
export class CloudUser extends TerraformResource {
  /** @param options.active true unless given; null leaves it out */
  public constructor(
    stack: TerraformStack,
    id: string,
    { active = true }: { readonly active?: boolean | null } = {},
  ) {
    super(stack, id, {
      terraformResourceType: "ionoscloud_user",
      terraformGeneratorMetadata: { providerName: "ionoscloud" },
    });
    this.addOverride("first_name", id);
    this.addOverride("last_name", "Example");
    this.addOverride("email", `${id.toLowerCase()}@example.com`);
    this.addOverride("password", "correct horse");
    if (active !== null) {
      this.addOverride("active", active);
    }
  }

  /** Token for the UUID. */
  public get userId(): string {
    return this.getStringAttribute("id");
  }
}

/** A group that gives its members the privilege to have keys. */
export class ObjectStorageGroup extends TerraformResource {
  public constructor(stack: TerraformStack, id: string, members: readonly CloudUser[]) {
    super(stack, id, {
      terraformResourceType: "ionoscloud_group",
      terraformGeneratorMetadata: { providerName: "ionoscloud" },
    });
    this.addOverride("name", "object-storage");
    this.addOverride("s3_privilege", true);
    this.addOverride(
      "user_ids",
      members.map((member) => member.userId),
    );
  }
}
