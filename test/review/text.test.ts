import { renderText } from "../../lib/review";
import { hostileReview } from "./hostile";

const ESCAPE = "\u001b";

test("the text is in colour only if asked, and says the same without", () => {
  const result = hostileReview(["a"]);
  const [plain, coloured] = [renderText(result), renderText(result, { color: true })];

  expect(plain).not.toContain(ESCAPE);
  expect(coloured).toContain(`${ESCAPE}[33mreview`);
  // eslint-disable-next-line no-control-regex -- colours are what is taken away
  expect(coloured.replace(/\u001b\[[\d;]*m/g, "")).toBe(plain);
});

test("no name steers the terminal, or stands for another line", () => {
  const text = renderText(hostileReview());

  expect(text).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
  for (const line of text.split("\n").slice(1)) {
    expect(line).toMatch(/^(|(review|info) {2,4}share-\w+ {2}output\.\w+_share| {8}\S.*)$/);
  }
});

test("an object key is in quotes, so that its end is seen", () => {
  expect(renderText(hostileReview(['a" in "b', "  a  "]))).toMatch(
    /GET "a\\" in \\"b" in "acme-reports"[^]*GET " {2}a {2}" in/,
  );
});
