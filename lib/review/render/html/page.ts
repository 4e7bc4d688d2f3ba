import { sha256 } from "../../../signing/sha256";
import type { Review } from "../../review";
import { counts, VERDICTS } from "../wording";
import { esc, instant } from "./escape";
import { findingsSection } from "./findings";
import { keysSection } from "./keys";
import { STYLE } from "./style";
import { timelineSection } from "./timeline";

/** What the page may do: be shown in its own style. No script, no request. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${Buffer.from(sha256(STYLE, "hex"), "hex").toString("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const SIGNS = { nothing: "✓", review: "▲", stop: "✖" } as const;

/** A review as one page that needs nothing else: keys in their places, links on a time line, changes marked. */
export function renderHtml(review: Review): string {
  const { verdict, now } = review;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${esc(VERDICTS[verdict])}: keys and links of a plan</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Keys and links of a plan</h1>
<p class="verdict ${verdict}">${SIGNS[verdict]} ${esc(VERDICTS[verdict])}</p>
<p class="soft">${esc(counts(review))}; looked at ${instant(now)} UTC</p>
</header>
<main>
<section aria-labelledby="changes"><h2 id="changes">What changes</h2>
${findingsSection(review)}
</section>
<section aria-labelledby="keys"><h2 id="keys">Keys, as they are after the plan</h2>
${keysSection(review)}
</section>
<section aria-labelledby="links"><h2 id="links">Links</h2>
${timelineSection(review)}
</section>
</main>
<footer>Made by ionos-share review. It knows the keys and links of one state: others may exist. No link, signature or secret key stands here.</footer>
</body>
</html>
`;
}
