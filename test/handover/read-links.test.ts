import { TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { readLinks } from "../../lib/handover";
import { share, testApp, testStack } from "../program";
import { signatureOf } from "../redact/samples";
import { cdktfOutputs, terraformOutputs } from "./outputs";

function sampleStack(stack = testStack()): TerraformStack {
  share(stack, "Report");
  share(new Construct(stack, "Team") as TerraformStack, "Hand-In", {
    method: "PUT",
    contentType: "text/csv",
  });
  new TerraformOutput(stack, "other_url", { value: "https://x.invalid", staticId: true });
  new TerraformOutput(stack, "market_share", { value: { percent: 12 }, staticId: true });
  return stack;
}

function descriptorOf(stack: TerraformStack): Record<string, unknown> {
  return terraformOutputs(stack)["Report_share"]!.value as Record<string, unknown>;
}

const read = (value: unknown): ReturnType<typeof readLinks> => readLinks(JSON.stringify(value));

describe("The links of outputs", () => {
  test("are found in what terraform output -json writes, and other outputs left alone", () => {
    const links = read(terraformOutputs(sampleStack()));

    expect(links.map(({ name, share: { method } }) => [name, method])).toEqual([
      ["Report", "GET"],
      ["Team_Hand-In", "PUT"],
    ]);
    expect(links[1]!.url).toMatch(/^https:.*X-Amz-Signature=[0-9a-f]{64}$/);
  });

  test("are found in cdktf's outputs file, under the same names", () => {
    const stack = sampleStack();

    expect(read(cdktfOutputs(stack, true)).map(({ name, url }) => [name, url])).toEqual(
      read(terraformOutputs(stack)).map(({ name, url }) => [name, url]),
    );
  });

  test("are found without the links where cdktf left those out", () => {
    expect(read(cdktfOutputs(sampleStack(), false)).map(({ name, url }) => [name, url])).toEqual([
      ["Report", undefined],
      ["Team_Hand-In", undefined],
    ]);
  });

  test("are told apart by their stacks where cdktf wrote of several", () => {
    const app = testApp();
    const [a, b] = [new TerraformStack(app, "a"), new TerraformStack(app, "b")];
    share(a);
    share(b);

    const links = read({ ...cdktfOutputs(a, true), ...cdktfOutputs(b, true) });

    expect(links.map(({ label }) => label)).toEqual(["a/Report", "b/Report"]);
  });
});

describe("Refused, in one line without a secret, is", () => {
  const outputs = (): ReturnType<typeof terraformOutputs> => terraformOutputs(sampleStack());
  const withShare = (change: Record<string, unknown>): unknown => ({
    ...outputs(),
    Report_share: { sensitive: false, value: { ...descriptorOf(sampleStack()), ...change } },
  });
  const withUrl = (change: (url: string) => unknown): unknown => ({
    ...outputs(),
    Report_url: { sensitive: true, value: change(outputs()["Report_url"]!.value as string) },
  });

  test.each<[string, () => string, string]>([
    [
      "nothing",
      () => " \n",
      'outputs: must be JSON of outputs, as "terraform output -json" writes it, got nothing',
    ],
    [
      "a text that is cut",
      () => JSON.stringify(outputs()).slice(0, -300),
      "got a text that is no JSON or ends too early",
    ],
    ["a list", () => "[]", "got another kind of JSON"],
    ["a plan", () => '{"format_version":"1.2"}', "got a plan or a state"],
    ["a state", () => '{"version":4,"terraform_version":"1.11.4"}', "got a plan or a state"],
    [
      "a stack without shares",
      () => "{}",
      "outputs: must have the outputs of a share, <name>_url and <name>_share, got none",
    ],
    [
      "another format of descriptor",
      () => JSON.stringify(withShare({ format: "presigned-url/2" })),
      'Report_share.format: must be "presigned-url/1", which this version reads, got "presigned-url/2"',
    ],
    [
      "another method",
      () => JSON.stringify(withShare({ method: "POST" })),
      'Report_share.method: must be one of GET, HEAD, PUT and DELETE, got "POST"',
    ],
    [
      "a link in the place of a word",
      () => JSON.stringify(withShare({ method: outputs()["Report_url"]!.value })),
      "Report_share.method: must be one of GET, HEAD, PUT and DELETE, got a text of ",
    ],
    [
      "an instant that is none",
      () => JSON.stringify(withShare({ expires_at: "tomorrow" })),
      'Report_share.expires_at: must be an instant as 2026-11-22T07:00:00Z, got "tomorrow"',
    ],
    [
      "a day that does not exist",
      () => JSON.stringify(withShare({ expires_at: "2026-13-45T07:00:00Z" })),
      "Report_share.expires_at: must be an instant",
    ],
    [
      "a February 30",
      () => JSON.stringify(withShare({ renews_at: "2026-02-30T07:00:00Z" })),
      "Report_share.renews_at: must be an instant",
    ],
    [
      "a bucket that is missing",
      () => JSON.stringify(withShare({ bucket: undefined })),
      "Report_share.bucket: must be a text, got nothing",
    ],
    [
      "a header of two lines",
      () => JSON.stringify(withShare({ signed_headers: { "content-type": "a\nb" } })),
      "Report_share.signed_headers.content-type: must be a text of one line, got another value",
    ],
    [
      "a header's name with a blank",
      () => JSON.stringify(withShare({ signed_headers: { "a b": "" } })),
      'Report_share.signed_headers: must have names of headers, got "a b"',
    ],
    [
      "headers that are none",
      () => JSON.stringify(withShare({ signed_headers: ["a"] })),
      "Report_share.signed_headers: must be an object of headers, got a value of another type",
    ],
    [
      "a link of two lines",
      () => JSON.stringify(withUrl((url) => `${url}\nX=1`)),
      "Report_url: must be a presigned URL, percent-encoded, got another text",
    ],
    [
      "a link with a quote",
      () => JSON.stringify(withUrl((url) => url.replace("q3", "q'3"))),
      "Report_url: must be a presigned URL",
    ],
    [
      "a link without a signature",
      () => JSON.stringify(withUrl(() => "https://s3.invalid/a/b")),
      "Report_url: must be a presigned URL",
    ],
    [
      "a link that is a number",
      () => JSON.stringify(withUrl(() => 1)),
      "Report_url: must be a presigned URL, percent-encoded, got a value of another type",
    ],
    [
      "a link of another time",
      () => JSON.stringify(withUrl((url) => url.replace("T060000Z", "T050000Z"))),
      "Report_url: must be signed at 2026-11-22T06:00:00Z for 43200 seconds, as its share says, got a link of another time",
    ],
    [
      "a link of another life",
      () => JSON.stringify(withUrl((url) => url.replace("Expires=43200", "Expires=600"))),
      "got a link of another time",
    ],
  ])("%s", (_, text, problem) => {
    const message = (() => {
      try {
        readLinks(text());
        return "nothing was refused";
      } catch (error) {
        return (error as Error).message;
      }
    })();

    expect(message).toContain(problem);
    expect(message).not.toMatch(/\n/);
    expect(message).not.toContain(signatureOf(outputs()["Report_url"]!.value as string));
  });
});
