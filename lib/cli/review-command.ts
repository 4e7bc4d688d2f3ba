import { writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import {
  parsePlan,
  parseRules,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderText,
  type Review,
  review,
  type Verdict,
} from "../review";
import { readClock } from "./clock";
import { hasColor } from "./color";
import { cannot, readInput } from "./input";

const EXIT_CODES: Readonly<Record<Verdict, number>> = { nothing: 0, review: 2, stop: 3 };

const RENDERERS: Readonly<Record<string, (review: Review, color: boolean) => string>> = {
  text: (review, color) => renderText(review, { color }),
  markdown: renderMarkdown,
  json: renderJson,
  html: renderHtml,
};

interface ReviewCommandOptions {
  readonly format: string;
  readonly rules?: string;
  readonly out?: string;
}

/** `ionos-share review`: what a plan does to keys and shares. */
export function defineReview(program: Command): void {
  program
    .command("review")
    .description("say what a Terraform plan does to keys and shares")
    .argument(
      "[plan.json]",
      'what "terraform show -json <plan file>" prints; - or nothing: standard input',
    )
    .addOption(
      new Option("--format <format>", "how to say it")
        .choices(Object.keys(RENDERERS))
        .default("text"),
    )
    .option("--rules <file>", "rules that a plan must not break (JSON)")
    .option("--out <file>", "write to a file instead of standard output")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing to review, 1 error, 2 review, 3 stop (a rule is broken).

Example:
  $ terraform plan -out=plan && terraform show -json plan | ionos-share review --format markdown`,
    )
    .action(async (plan: string | undefined, options: ReviewCommandOptions) => {
      const now = readClock();
      const rules =
        options.rules === undefined
          ? undefined
          : parseRules(await readInput("rules", options.rules));
      const result = review(parsePlan(await readInput("plan", plan)), {
        now,
        ...(rules && { rules }),
      });
      const toTerminal = options.out === undefined && hasColor(process.stdout);
      print(RENDERERS[options.format]?.(result, toTerminal) ?? "", options.out);
      process.exitCode = EXIT_CODES[result.verdict];
    });
}

function print(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw cannot("out", "written", file, error);
  }
}
