import { Testing } from "cdktf";
import { IonoscloudProvider } from "../../lib";
import { testStack } from "../program";

const ARGUMENTS = {
  token: "t",
  username: "u",
  password: "p",
  endpoint: "https://api.example.com",
  contractNumber: "1",
  alias: "other",
};
const RENDERED = {
  token: "t",
  username: "u",
  password: "p",
  endpoint: "https://api.example.com",
  contract_number: "1",
  alias: "other",
};

describe("IonoscloudProvider", () => {
  test("is the official one, of a version that is known to work", () => {
    const stack = testStack();

    new IonoscloudProvider(stack, "ionos");

    const json = JSON.parse(Testing.synth(stack)) as { terraform: unknown; provider: unknown };
    expect(json.terraform).toEqual({
      required_providers: {
        ionoscloud: { source: "ionos-cloud/ionoscloud", version: "~> 6.7" },
      },
    });
    expect(json.provider).toEqual({ ionoscloud: [{}] });
  });

  test("hands its arguments on, in JSON and in HCL", () => {
    const stack = testStack();

    new IonoscloudProvider(stack, "ionos", ARGUMENTS);

    const json = JSON.parse(Testing.synth(stack)) as { provider: unknown };
    expect(json.provider).toEqual({ ionoscloud: [RENDERED] });
    const hcl = Testing.synthHcl(stack) as string;
    for (const [name, value] of Object.entries(RENDERED)) {
      expect(hcl).toContain(`${name} = "${value}"`);
    }
  });
});
