import { TerraformStack } from "cdktf";
import { FORMATS, readLinks } from "../../lib/handover";
import { share, testApp, testStack } from "../program";
import { terraformOutputs } from "./outputs";

const curl = (stack: TerraformStack): string =>
  FORMATS.curl.render(readLinks(JSON.stringify(terraformOutputs(stack))), 0);

describe("A command for curl", () => {
  test.each([
    ["a/b/report.csv", "report.csv"],
    ["a/-rf", "./-rf"],
    [".ssh", "./.ssh"],
    ["folder/", "object"],
    ["a/...", "object"],
    ["back\\slash", "slash"],
    ["two\nlines", "two_lines"],
  ])("keeps the object %j in the file %s of its folder", (objectKey, file) => {
    const stack = testStack();
    share(stack, "Report", { objectKey });

    expect(curl(stack)).toContain(` --output ${file} `);
  });

  test.each([
    ["HEAD", "--head"],
    ["DELETE", "--request DELETE"],
    ["PUT", "--upload-file q3.pdf"],
  ] as const)("sends %s", (method, option) => {
    const stack = testStack();
    share(stack, "Report", { method });

    expect(curl(stack)).toContain(` --globoff ${option} `);
  });

  test("says whose it is in a comment that no name can leave", () => {
    const outputs = terraformOutputs(new TerraformStack(testApp(), "empty"));
    const stack = testStack();
    share(stack, "Report");
    const { Report_url, Report_share } = terraformOutputs(stack);
    const text = JSON.stringify({
      ...outputs,
      "x\nrm -rf_url": Report_url,
      "x\nrm -rf_share": Report_share,
    });

    expect(FORMATS.curl.render(readLinks(text), 0).split("\n")[0]).toBe("# x\\u000arm -rf");
  });
});
