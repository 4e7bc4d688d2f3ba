import { NOW } from "../program";
import { parsePlan, review, type Review } from "../../lib/review";
import { descriptor, planJson } from "./plan-json";

/** Names that an object may have, and that a terminal, a forge or a browser would make something of. */
export const HOSTILE_OBJECT_KEYS: readonly string[] = [
  "a|b\\|c",
  "`code` ``` ~~~",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</code></td></details></summary>",
  "<!-- --> ]]>",
  "one\ntwo\r\nthree\u2028four",
  "\n# heading\n\n| a |\n| - |\n",
  "@octocat and @acme/admins",
  "#1 GH-1 !2 %3 acme/reports#4 &5",
  "https://evil.example/login www.evil.example mailto:a@evil.example",
  "[here](https://evil.example) ![x](https://evil.example/x.png) [a]: //evil",
  "**bold** _em_ ~~gone~~ $math$ :smile: \\*",
  "&#64;octocat &lt;b&gt; &amp;",
  "\u001b[31mred\u001b]8;;https://evil.example\u0007 \u009b2J \u0000\u0008",
  "\u202egpj.exe\u2066\u200b\ufeff",
  "${path.cwd} {{x}} <%= x %>",
  "javascript:alert(1)",
  "x".repeat(1024),
  "😀".repeat(256),
  "|".repeat(1024),
];

/** A review of shares with such names, each added, renewed or retargeted. */
export function hostileReview(objectKeys: readonly string[] = HOSTILE_OBJECT_KEYS): Review {
  const change = (before: object | null, after: object) => ({
    actions: [before === null ? "create" : "update"],
    before,
    after,
    after_unknown: false,
  });
  const outputs = Object.fromEntries(
    objectKeys.flatMap((object_key, i) => [
      [`Added${i}_share`, change(null, descriptor({ object_key }))],
      [`Target${i}_share`, change(descriptor({ object_key }), descriptor())],
      [
        `Renewed${i}_share`,
        change(
          descriptor({ object_key }),
          descriptor({
            object_key,
            signed_at: "2026-11-22T12:00:00Z",
            expires_at: "2026-11-23T00:00:00Z",
          }),
        ),
      ],
    ]),
  );
  return review(parsePlan(planJson([], { outputs })), { now: Date.parse(NOW) });
}
