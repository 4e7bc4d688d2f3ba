import { marked } from "marked";
import { parsePlan, parseRules, renderMarkdown, review } from "../../lib/review";
import { NOW } from "../program";
import { HOSTILE_OBJECT_KEYS, hostileReview } from "./hostile";
import { descriptor, keyValues, planJson, resourceChange } from "./plan-json";

/** What a forge makes of a comment. */
function html(markdown: string): string {
  return marked.parse(markdown, { gfm: true, async: false });
}

/** What a browser shows of it, once the tags are read. */
function decoded(rendered: string): string {
  return rendered.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

/** Without what stands in code, where no forge links or notifies. */
function outsideOfCode(rendered: string): string {
  return rendered.replace(/<code>.*?<\/code>/gs, "CODE");
}

describe("The Markdown of shares with hostile names", () => {
  const rendered = html(renderMarkdown(hostileReview()));

  test("has no tag but its own, no link, no picture", () => {
    const tags = new Set([...rendered.matchAll(/<\/?([a-z0-9!-]+)[^>]*>/gi)].map(([, tag]) => tag));

    expect([...tags].sort()).toEqual(
      "code,details,h3,li,p,strong,summary,table,tbody,td,th,thead,tr,ul".split(","),
    );
    expect(rendered).not.toMatch(/<[^>]+(href|src|onerror)/);
  });

  test("keeps each row of its tables in one row", () => {
    const [first = "", second = ""] = rendered.split("<details>\n<summary>63");
    expect(second).toBe("");
    const rows = first.match(/<tr>.*?<\/tr>/gs) ?? [];
    const cells = rows.map((row) => row.match(/<t[dh]/g)?.length);

    expect(new Set(cells)).toEqual(new Set([4, 2]));
    // Two tables: two heads, and all findings.
    expect(rows).toHaveLength(2 + 3 * HOSTILE_OBJECT_KEYS.length);
  });

  test("mentions nobody and refers to nothing, but in code", () => {
    expect(decoded(outsideOfCode(rendered))).not.toMatch(/@|#\d|GH-|evil|https?:/);
    expect(decoded(rendered)).toContain("@octocat and @acme/admins");
  });

  test("shows names as they are, and what cannot be seen as its number", () => {
    const shown = decoded(rendered);
    for (const name of ["**bold** _em_ ~~gone~~ $math$ :smile:", "${path.cwd} {{x}}"]) {
      expect(shown).toContain(name);
    }
    expect(shown).toContain("&#64;octocat &lt;b&gt;");
    expect(shown).toContain("\\u{1b}[31mred");
    expect(shown).toContain("\\u{202e}gpj.exe\\u{2066}\\u{200b}");
    expect(shown).toContain("one\\u{a}two\\u{d}\\u{a}three\\u{2028}four");
  });
});

test("the Markdown keeps hostile names in its sentences from meaning anything too", () => {
  const plan = planJson(
    [
      resourceChange("ionoscloud_s3_key.k", ["no-op"], keyValues(), keyValues(), {
        previous_address: 'ionoscloud_s3_key.k["@octocat <b> #1"]',
      }),
    ],
    {
      outputs: {
        R_share: {
          actions: ["create"],
          before: null,
          after: descriptor({ object_key: "@acme/admins **x** <i> | www.evil.example" }),
        },
      },
    },
  );
  const rules = parseRules('{ "forbiddenObjectKeyPrefixes": ["@acme/admins **x** <i> |"] }');

  const rendered = html(renderMarkdown(review(parsePlan(plan), { now: Date.parse(NOW), rules })));

  expect(decoded(rendered)).toContain("It moves here from");
  expect(decoded(outsideOfCode(rendered))).not.toMatch(/@|#\d|evil/);
  expect(rendered).not.toMatch(/<[bia][ >]/);
});

describe("The Markdown of very many changes", () => {
  test.each([
    ["plain names", (i: number) => `report-${i}.pdf`],
    ["the longest names", (i: number) => `${i}`.padEnd(1024, "|")],
    ["names of wide characters", (i: number) => `${i}${"😀".repeat(255)}`],
  ])("fits into a comment, and says what it leaves out: %s", (_name, nameOf) => {
    for (const count of [10, 60, 1000]) {
      const markdown = renderMarkdown(
        hostileReview(Array.from({ length: count }, (_, i) => nameOf(i))),
      );
      const rows = html(markdown).match(/<tr>/g)?.length ?? 0;

      expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
      expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
      if (count === 1000) {
        expect(markdown).toMatch(/Left out here, as a comment has an end: \d+ changes to review/);
        expect(Buffer.byteLength(markdown)).toBeGreaterThan(40_000);
      }
      const leftOut = [...markdown.matchAll(/(\d+) (?:changes to review|renewed links)/g)];
      const missing = leftOut.reduce((sum, [, number]) => sum + Number(number), 0);
      const heads = html(markdown).match(/<thead>/g)?.length ?? 0;
      expect(rows - heads + missing).toBe(3 * count);
    }
  });
});
