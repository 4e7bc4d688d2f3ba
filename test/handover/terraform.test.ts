import { join } from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { FORMATS, readLinks } from "../../lib/handover";
import { describeWithTerraform } from "../describe-with-terraform";
import { share, testApp } from "../program";
import { Terraform } from "../sandbox/terraform";

describeWithTerraform("What terraform output -json really writes", () => {
  const { outdir } = testApp();
  let terraform: Terraform;
  const urls: string[] = [];

  beforeAll(() => {
    const app = new App({ outdir, context: { signingTime: "2026-11-22T07:00:00Z" } });
    const stack = new TerraformStack(app, "links");
    stack.addOverride("terraform.backend.local.path", join(outdir, "links.tfstate"));
    urls.push(share(stack, "Hand-In", { method: "PUT", contentType: "text/csv" }).url);
    urls.push(share(stack, "Report", { objectKey: "a ${b} %{c}/größe.pdf" }).url);
    new TerraformOutput(stack, "market_share", { value: 12, staticId: true });
    app.synth();
    terraform = new Terraform(join(outdir, "stacks", "links"));
    terraform.succeed("init");
    terraform.succeed("apply", "-auto-approve");
  });

  afterAll(() => terraform.close());

  test("gives each link with what is said of it", () => {
    const links = readLinks(terraform.succeed("output", "-json").stdout);

    expect(
      links.map(({ name, url, share: { method, object_key } }) => [name, url, method, object_key]),
    ).toEqual([
      ["Hand-In", urls[0], "PUT", "2026/q3.pdf"],
      ["Report", urls[1], "GET", "a ${b} %{c}/größe.pdf"],
    ]);
    expect(FORMATS.gitlab.render(links, 0)).toContain(`REPORT_URL=${urls[1]}\n`);
  });

  test("is told from the plan and the state, which are refused", () => {
    terraform.succeed("plan", "-out=plan");
    for (const args of [["plan"], []]) {
      expect(() => readLinks(terraform.succeed("show", "-json", ...args).stdout)).toThrow(
        /got a plan or a state$/,
      );
    }
    terraform.succeed("destroy", "-auto-approve");
    expect(() => readLinks(terraform.succeed("output", "-json").stdout)).toThrow(/got none$/);
  });
});
