/** Plan JSON in, findings out. Pure: what reads files and the clock is `lib/cli`. */
export type {
  Break,
  Fact,
  Facts,
  Finding,
  FindingKind,
  KeyKind,
  Severity,
  ShareKind,
  Verdict,
} from "./finding";
export { parsePlan } from "./parse-plan";
export { renderHtml } from "./render/html/page";
export { renderJson } from "./render/json";
export { renderMarkdown } from "./render/markdown";
export { renderText } from "./render/text";
export { type Review, review, type ReviewOptions } from "./review";
export { parseRules, type Rules } from "./rules";
