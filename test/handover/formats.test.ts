import { TerraformStack } from "cdktf";
import { FORMATS, type FormatName, parseDuration, readLinks } from "../../lib/handover";
import { SigningKey } from "../../lib";
import { mark } from "../../lib/redact";
import { share, testApp, testStack } from "../program";
import { signatureOf } from "../redact/samples";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import { azureAgent } from "./azure-agent";
import { githubFile } from "./github-file";
import { cdktfOutputs, terraformOutputs } from "./outputs";

const NOW = Date.parse("2026-11-22T07:00:00Z");

function sampleStack(): TerraformStack {
  const stack = testStack();
  share(stack, "Report", {
    responseHeaders: { contentDisposition: 'attachment; filename="q%3.pdf"' },
  });
  share(stack, "Hand-In", {
    method: "PUT",
    objectKey: "2026/q 4|`'\n.csv",
    contentType: "text/csv; charset='x'; name=\"ü\"",
  });
  return stack;
}

const links = (stack = sampleStack()): ReturnType<typeof readLinks> =>
  readLinks(JSON.stringify(terraformOutputs(stack)));

const urls = (): string[] => links().map(({ url }) => url!);

describe("What people and their comments are shown", () => {
  test("is a table that says what each link allows, when it ends and renews, and what to send", () => {
    const columns = FORMATS.table
      .render(links(), NOW)
      .split("\n")
      .map((line) => line.split(/ {2,}/));

    expect(columns).toEqual([
      ["LINK", "REQUEST", "HEADERS TO SEND", "ENDS", "RENEWS"],
      [
        "Hand-In",
        "PUT acme-reports/2026/q 4|`'\\u000a.csv",
        "content-type: text/csv; charset='x'; name=\"ü\"",
        "2026-11-22T18:00:00Z",
        "in 11 h",
        "2026-11-22T12:00:00Z",
      ],
      [
        "Report",
        "GET acme-reports/2026/q3.pdf",
        "2026-11-22T18:00:00Z",
        "in 11 h",
        "2026-11-22T12:00:00Z",
      ],
      [""],
    ]);
  });

  test("is a table whose columns are straight, also without a column that nobody uses", () => {
    const stack = testStack();
    share(stack, "Report");
    share(stack, "Another-Report");

    expect(FORMATS.table.render(links(stack), NOW)).toBe(
      [
        "LINK            REQUEST                       ENDS                           RENEWS",
        "Another-Report  GET acme-reports/2026/q3.pdf  2026-11-22T18:00:00Z  in 11 h  2026-11-22T12:00:00Z",
        "Report          GET acme-reports/2026/q3.pdf  2026-11-22T18:00:00Z  in 11 h  2026-11-22T12:00:00Z",
        "",
      ].join("\n"),
    );
  });

  test("is a Markdown table in which no name can break out of its cell", () => {
    const rows = FORMATS.markdown.render(links(), NOW).split("\n");

    expect(rows[0]).toBe("| Link | Request | Headers to send | Ends |  | Renews |");
    expect(rows[2]).toContain("| `` PUT acme-reports/2026/q 4\\|`'\\u000a.csv `` |");
    expect(rows).toHaveLength(5);
  });

  test("is JSON with all of the request, and the link with a mark in the place of its signature", () => {
    const { version, links: entries } = JSON.parse(FORMATS.json.render(links(), NOW)) as {
      version: number;
      links: Record<string, unknown>[];
    };

    expect(version).toBe(1);
    expect(entries[0]).toEqual({
      name: "Hand-In",
      url: urls()[0]!.replace(signatureOf(urls()[0]!), mark(signatureOf(urls()[0]!))),
      method: "PUT",
      headers: { "content-type": "text/csv; charset='x'; name=\"ü\"" },
      bucket: "acme-reports",
      object_key: "2026/q 4|`'\n.csv",
      version_id: "",
      region: "eu-central-3",
      endpoint: "https://s3.eu-central-3.ionoscloud.com",
      signed_at: "2026-11-22T06:00:00Z",
      expires_at: "2026-11-22T18:00:00Z",
      renews_at: "2026-11-22T12:00:00Z",
      access_key_fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      seconds_left: 11 * 3600,
    });
  });

  test("says of which version a link is, and of a dead one that nothing is left", () => {
    const stack = testStack();
    share(stack, "Report", { versionId: "v1" });

    expect(FORMATS.table.render(links(stack), NOW)).toContain("q3.pdf (version v1)  ");
    expect(FORMATS.json.render(links(stack), Date.parse("2027-01-01T00:00:00Z"))).toContain(
      '"seconds_left": 0\n',
    );
  });

  test("has no signature, and needs no link", () => {
    const without = readLinks(JSON.stringify(cdktfOutputs(sampleStack(), false)));
    for (const name of ["table", "markdown", "json"] as const) {
      const text = FORMATS[name].render(links(), NOW);
      expect(urls().filter((url) => text.includes(signatureOf(url)))).toEqual([]);
      expect(FORMATS[name].render(without, NOW)).toContain("2026-11-22T18:00:00Z");
    }
  });

  test.each([
    ["2026-11-22T18:00:00Z", "0 s ago"],
    ["2026-11-22T17:59:59Z", "in 1 s"],
    ["2026-11-22T16:29:30Z", "in 1 h 30 min"],
    ["2026-11-20T15:00:00Z", "in 2 d 3 h"],
    ["2026-11-22T18:02:05Z", "2 min 5 s ago"],
  ])("says at %s: %s", (now, expected) => {
    expect(FORMATS.table.render(links(), Date.parse(now))).toContain(`  ${expected}  `);
  });
});

describe("What hands links on", () => {
  const names = ["dotenv", "github", "gitlab", "azure", "curl"] as const;

  test.each(names)("%s: has all links", (name) => {
    const text = FORMATS[name].render(links(), NOW).replaceAll("%AZP25", "%");

    expect(urls().filter((url) => !text.includes(url))).toEqual([]);
  });

  test.each(names)("%s: says which flag is missing where cdktf left a link out", (name) => {
    const without = readLinks(JSON.stringify(cdktfOutputs(sampleStack(), false)));

    expect(() => FORMATS[name].render(without, NOW)).toThrow(
      "Hand-In: must be in the outputs with its link, got none (cdktf leaves sensitive outputs out unless it has --outputs-file-include-sensitive-outputs)",
    );
  });

  test("names variables so that every shell takes them", () => {
    expect(
      FORMATS.gitlab
        .render(links(), NOW)
        .match(/^[^=]*/gm)!
        .filter(Boolean),
    ).toEqual([
      "HAND_IN_URL",
      "HAND_IN_METHOD",
      "HAND_IN_HEADERS",
      "HAND_IN_EXPIRES_AT",
      "REPORT_URL",
      "REPORT_METHOD",
      "REPORT_HEADERS",
      "REPORT_EXPIRES_AT",
    ]);
    const stack = testStack();
    share(stack, "Übersicht");
    expect(FORMATS.gitlab.render(links(stack), NOW)).toMatch(/^_BERSICHT_URL=/);
    const inNumbers = {
      s: {
        "2026": {
          Q3: (cdktfOutputs(sampleStack(), true)["sharing"] as Record<string, unknown>)["Report"],
        },
      },
    };
    expect(FORMATS.gitlab.render(readLinks(JSON.stringify(inNumbers)), NOW)).toMatch(
      /^_2026_Q3_URL=/,
    );
  });

  test.each(["dotenv", "github", "gitlab", "azure"] as const)(
    "%s: refuses two links that would have one variable",
    (name) => {
      const stack = testStack();
      share(stack, "a-b");
      share(stack, "a_b");

      expect(() => FORMATS[name].render(links(stack), NOW)).toThrow(
        "a_b: must have a variable of its own, got A_B_URL, which is that of a-b (set outputName, or give one stack at a time)",
      );

      const app = testApp();
      const [one, two] = [new TerraformStack(app, "one"), new TerraformStack(app, "two")];
      share(one);
      share(two);
      const both = readLinks(
        JSON.stringify({ ...cdktfOutputs(one, true), ...cdktfOutputs(two, true) }),
      );
      expect(() => FORMATS[name].render(both, NOW)).toThrow(
        "two/Report: must have a variable of its own, got REPORT_URL, which is that of one/Report",
      );
    },
  );

  test("gitlab: has lines of a name, an equals sign and a value without blanks and line breaks", () => {
    const lines = FORMATS.gitlab.render(links(), NOW).trimEnd().split("\n");

    expect(lines.filter((line) => !/^[A-Z_]+=[!-~]+$/.test(line))).toEqual([]);
    const headers = lines.find((line) => line.startsWith("HAND_IN_HEADERS="))!;
    expect(JSON.parse(headers.slice("HAND_IN_HEADERS=".length))).toEqual(
      links()[0]!.share.signed_headers,
    );
  });

  test("azure: gives an agent the very values, links as secrets, and hides signatures alone, too", () => {
    const { variables, secrets } = azureAgent(FORMATS.azure.render(links(), NOW));

    expect(variables["HAND_IN_URL"]).toEqual({ value: urls()[0], isSecret: true, isOutput: true });
    expect(variables["REPORT_URL"]).toEqual({ value: urls()[1], isSecret: true, isOutput: true });
    expect(variables["REPORT_METHOD"]).toEqual({ value: "GET", isSecret: false, isOutput: true });
    expect(secrets).toEqual(urls().map(signatureOf));
    // Else this would show nothing: the agent would decode it.
    expect(urls()[1]).toMatch(/%2F|%22/);
  });

  test("github: gives the runner the very values, and has it mask signatures and no access key", () => {
    const file = FORMATS.github.render(links(), NOW);
    const commands = FORMATS.github.commands!(links());

    expect(githubFile(file)).toMatchObject({
      HAND_IN_URL: urls()[0],
      REPORT_URL: urls()[1],
      REPORT_EXPIRES_AT: "2026-11-22T18:00:00Z",
    });
    expect(commands).toBe(
      urls()
        .map((url) => `::add-mask::${signatureOf(url)}\n`)
        .join(""),
    );
  });

  test("github, azure: hide the token of temporary credentials, too, as the link has it", () => {
    const stack = testStack();
    const signingKey = SigningKey.of({ ...SAMPLE_CREDENTIALS, sessionToken: "a+token/of==" });
    share(stack, "Report", { signingKey });
    const [link] = links(stack);

    expect(FORMATS.github.commands!([link!])).toContain(
      "::add-mask::a%252Btoken%252Fof%253D%253D\n",
    );
    expect(azureAgent(FORMATS.azure.render([link!], NOW)).secrets).toContain(
      "a%2Btoken%2Fof%3D%3D",
    );
    expect(FORMATS.json.render([link!], NOW)).not.toContain("token%2Fof");
  });

  test("github: what it masks drops an output of a job, so that the access key must not be masked", () => {
    const masks = FORMATS.github.commands!(links()).match(/(?<=::add-mask::).*/g)!;
    const outputs = {
      ...githubFile(FORMATS.github.render(links(), NOW)),
      WHO: `key=${/Credential=(\w+)/.exec(urls()[0]!)![1]}`,
    };
    const passed = Object.entries(outputs).filter(
      ([, value]) => !masks.some((mask) => value.includes(mask)),
    );

    expect(passed.map(([name]) => name)).toEqual([
      "HAND_IN_METHOD",
      "HAND_IN_HEADERS",
      "HAND_IN_EXPIRES_AT",
      "REPORT_METHOD",
      "REPORT_HEADERS",
      "REPORT_EXPIRES_AT",
      "WHO",
    ]);
  });
});

describe("A length of time", () => {
  test.each([
    ["90s", 90],
    ["30m", 1800],
    ["2h", 7200],
    ["1d", 86400],
    ["0s", 0],
  ])("%s is %i seconds", (text, seconds) => {
    expect(parseDuration("--x", text)).toBe(seconds);
  });

  test.each(["", "2", "h", "2 h", "-2h", "1.5h", "2H", "1h30m", "2w", "9999999s"])(
    "%j is refused",
    (text) => {
      expect(() => parseDuration("--x", text)).toThrow(
        `--x: must be a whole number and one of s, m, h and d, such as 2h, got ${JSON.stringify(text)}`,
      );
    },
  );
});

test("Every format is told to be a secret or not", () => {
  const handing = (Object.keys(FORMATS) as FormatName[]).filter((name) => FORMATS[name].handsOver);
  expect(handing).toEqual(["dotenv", "github", "gitlab", "azure", "curl"]);
});

test("The parser of this file reads what the runner would", () => {
  expect(githubFile("A=b=<<c\nD<<E\n1\n2=\nE\n")).toEqual({ A: "b=<<c", D: "1\n2=" });
  expect(() => githubFile("::add-mask::x\n")).toThrow("Invalid format");
});
