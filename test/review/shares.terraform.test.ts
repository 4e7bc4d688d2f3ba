import { parsePlan, renderText, type Review, review } from "../../lib/review";
import { SHARE_FORMAT } from "../../lib/review/share";
import { describeWithTerraform } from "../describe-with-terraform";
import { NOW, share, synth, testStack } from "../program";
import { planBetween } from "./plan-between";
import {
  declare,
  declareForeign,
  declareSignedAtApply,
  SHARE_PAIRS,
  SIGNED_AT_APPLY,
} from "./share-pairs";

const now = Date.parse(NOW);

/** What a review found, as `KIND ADDRESS`. */
function found({ findings }: Review): string[] {
  return findings.map(({ kind, address }) => `${kind} ${address}`).sort();
}

function labels(kinds: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(kinds)
    .flatMap(([name, each]) => each.map((kind) => `${kind} output.${name}_share`))
    .sort();
}

describeWithTerraform("A plan of many shares", () => {
  let plan: string;
  let result: Review;

  beforeAll(() => {
    plan = planBetween(
      { time: NOW, build: (stack) => declare(stack, SHARE_PAIRS, "before") },
      { time: NOW, build: (stack) => declare(stack, SHARE_PAIRS, "after") },
    );
    result = review(parsePlan(plan), { now });
  });

  test("comes to every kind that was labelled, and to nothing else", () => {
    const kinds = Object.fromEntries(
      Object.entries(SHARE_PAIRS).map(([name, pair]) => [name, pair.kinds]),
    );
    expect(found(result)).toEqual(labels(kinds));
    expect(result.verdict).toBe("review");
  });

  test("has at least two pairs for each kind", () => {
    const all = Object.values(SHARE_PAIRS).flatMap(({ kinds }) => kinds);
    for (const kind of new Set(all)) {
      expect([kind, all.filter((each) => each === kind).length > 1]).toEqual([kind, true]);
    }
    expect(new Set(all).size).toBe(10);
  });

  test.each([
    [
      "OtherDisposition",
      "What its descriptor does not tell changes: response-content-disposition.",
    ],
    ["RenewedOtherType", "What its descriptor does not tell changes: response-content-type."],
    [
      "OtherAddressing",
      "What its descriptor does not tell changes: addressing (path to virtual-hosted).",
    ],
    ["OtherSecret", "Its signature changes and nothing else: another secret key signs it."],
    ["OtherContentType", "The headers that its holder must send change."],
    ["PutToDelete", "Its method changes, neither to more nor to less."],
  ])("says why %s is not recognized", (name, reason) => {
    expect(
      result.findings.find(
        ({ kind, address }) => kind === "unrecognized" && address === `output.${name}_share`,
      )?.reasons,
    ).toContain(reason);
  });

  test("says that what was handed out goes on working, where less is granted", () => {
    const sentence = "The link of before works until 2026-11-22T18:00:00Z all the same.";
    const said = new Set(
      result.findings
        .filter(({ reasons }) => reasons.includes(sentence))
        .map(({ address }) => address.slice("output.".length, -"_share".length)),
    );

    for (const name of ["Removed", "Shortened", "Narrowed", "OtherObject"]) {
      expect([name, said.has(name)]).toEqual([name, true]);
    }
    for (const name of ["Renewed", "Extended", "Added", "Resigned"]) {
      expect([name, said.has(name)]).toEqual([name, false]);
    }
  });

  test("never shows a link or a signature", () => {
    const shown = JSON.stringify(result.findings) + renderText(result);
    expect(plan).toContain("X-Amz-Signature");
    expect(shown).not.toMatch(/X-Amz|https:\/\/[^"]*acme-reports\//);
  });
});

describeWithTerraform("A plan of links that are signed at apply", () => {
  let result: Review;

  beforeAll(() => {
    const plan = planBetween(
      { time: NOW, build: (stack) => declareSignedAtApply(stack, "before") },
      { time: NOW, build: (stack) => declareSignedAtApply(stack, "after") },
    );
    result = review(parsePlan(plan), { now });
  });

  test("comes to every kind that was labelled, and to nothing else", () => {
    expect(found(result)).toEqual(labels(SIGNED_AT_APPLY));
  });

  test("says what is known after apply only", () => {
    const after = (name: string): unknown =>
      result.findings.find(({ address }) => address === `output.${name}_share`)?.after;

    expect(after("LateResigned")).toMatchObject({ access_key_fingerprint: null });
    expect(after("LateBucket")).toMatchObject({ bucket: null, object_key: "2026/q3.pdf" });
    expect(renderText(result)).toContain('~ bucket: "made-here" -> known after apply');
  });
});

describeWithTerraform("Plans that concern nobody who hands out links", () => {
  const verdict = (plan: string): unknown[] => {
    const { verdict, findings } = review(parsePlan(plan), { now });
    return [verdict, ...findings];
  };

  test("come to nothing: an empty one, and changes of foreign resources and outputs only", () => {
    const side = (side: "before" | "after") => ({
      time: NOW,
      build: (stack: Parameters<typeof declareForeign>[0]) => declareForeign(stack, side),
    });

    expect(verdict(planBetween(side("before"), side("after")))).toEqual(["nothing"]);
    expect(verdict(planBetween(side("before"), side("before")))).toEqual(["nothing"]);
    expect(verdict(planBetween(undefined, { time: NOW, build: () => undefined }))).toEqual([
      "nothing",
    ]);
  });
});

test("shares are recognized by the format that the construct writes", () => {
  const stack = testStack();
  share(stack);

  expect(synth(stack).output?.["Report_share"]?.value).toMatchObject({ format: SHARE_FORMAT });
});
