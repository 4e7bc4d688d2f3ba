import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

/**
 * Arguments of the official provider.
 *
 * Leave all of them out and set `IONOS_TOKEN` where Terraform runs: what is given here stands in clear in
 * `cdk.tf.json`.
 */
export interface IonoscloudProviderProps {
  /**
   * Bearer token.
   *
   * @default - `IONOS_TOKEN`
   */
  readonly token?: string;

  /**
   * User name, with `password`, instead of a token.
   *
   * @default - `IONOS_USERNAME`
   */
  readonly username?: string;

  /**
   * Password of `username`.
   *
   * @default - `IONOS_PASSWORD`
   */
  readonly password?: string;

  /**
   * URL of the Cloud API.
   *
   * @default - `IONOS_API_URL`, else IONOS' own
   */
  readonly endpoint?: string;

  /**
   * Contract to work on, for resellers.
   *
   * @default - `IONOS_CONTRACT_NUMBER`, else the caller's own
   */
  readonly contractNumber?: string;

  /**
   * Name that tells this provider from another one of the same stack.
   *
   * @default - the stack's default provider
   */
  readonly alias?: string;
}

/** The official provider `ionos-cloud/ionoscloud`. The app makes it; no construct of this package does. */
export class IonoscloudProvider extends TerraformProvider {
  public static readonly tfResourceType = "ionoscloud";

  private readonly props: IonoscloudProviderProps;

  public constructor(scope: Construct, id: string, props: IonoscloudProviderProps = {}) {
    super(scope, id, {
      terraformResourceType: IonoscloudProvider.tfResourceType,
      terraformGeneratorMetadata: {
        providerName: "ionoscloud",
        providerVersionConstraint: "~> 6.7",
      },
      terraformProviderSource: "ionos-cloud/ionoscloud",
    });
    this.props = props;
  }

  public override get alias(): string | undefined {
    return this.props.alias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { token, username, password, endpoint, contractNumber, alias } = this.props;
    return { token, username, password, endpoint, contract_number: contractNumber, alias };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.synthesizeAttributes())
        .filter(([, value]) => value !== undefined)
        .map(([name, value]): [string, unknown] => [
          name,
          { value, isBlock: false, type: "simple", storageClassType: "string" },
        ]),
    );
  }
}
