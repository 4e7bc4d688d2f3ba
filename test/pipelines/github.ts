import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { githubFile } from "../handover/github-file";
import { hide, pipeline, type Project } from "./project";

type Env = Readonly<Record<string, string>>;

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Env;
}

interface Workflow {
  readonly env: Env;
  readonly defaults: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<
    Record<string, { readonly env?: Env; readonly outputs?: Env; readonly steps: readonly Step[] }>
  >;
}

export interface JobResult {
  readonly isSuccess: boolean;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;

  /** Names of outputs that the runner dropped. */
  readonly dropped: readonly string[];
}

/**
 * Runs the shell steps of one job by the rules of GitHub's runner that matter here: it shows each step's `env`, takes
 * commands from the log, hides masked texts, and drops outputs of a job that have one.
 *
 * @param outputs in the place of the job's own
 */
export async function runGithubJob(
  project: Project,
  name: string,
  context: Readonly<Record<string, string>>,
  extraEnv: Env = {},
  outputs?: Env,
): Promise<JobResult> {
  const { env, defaults, jobs } = pipeline<Workflow>("github.yml");
  const job = jobs[name]!;
  const known = new Map(Object.entries(context));
  const masks = [...known]
    .filter(([path]) => path.startsWith("secrets."))
    .map(([, value]) => value);
  const evaluate = (values: Env = {}): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).map(([variable, value]) => [
        variable,
        value.replaceAll(/\$\{\{ *([\w.]+) *\}\}/g, (_, path: string) => known.get(path) ?? ""),
      ]),
    );
  const options: Record<string, string[]> = { bash: ["--noprofile", "--norc", "-eo", "pipefail"] };
  const folder = job.steps.some(({ uses }) => uses?.startsWith("actions/checkout"))
    ? project.folder
    : project.emptyFolder;
  const files = Object.fromEntries(
    ["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"].map((file) => [
      file,
      join(project.folder, file),
    ]),
  );
  let handed: Env = {};
  let log = "";
  let isSuccess = true;
  for (const step of job.steps.filter(({ run }) => run !== undefined)) {
    const stepEnv = { ...evaluate({ ...env, ...job.env }), ...handed, ...evaluate(step.env) };
    Object.values(files).forEach((file) => writeFileSync(file, ""));
    const shown = Object.entries(stepEnv).map(([variable, value]) => `  ${variable}: ${value}\n`);
    const { status, log: printed } = await project.run(
      options[defaults.run.shell]!,
      step.run!,
      { ...stepEnv, ...files, ...extraEnv },
      folder,
    );
    masks.push(
      ...[...printed.matchAll(/^::add-mask::(.*)$/gm)].map(([, mask]) =>
        mask!.replaceAll("%25", "%"),
      ),
    );
    log += hide(shown.join("") + printed.replaceAll(/^::add-mask::.*\n/gm, ""), masks);
    handed = { ...handed, ...githubFile(readFileSync(files["GITHUB_ENV"]!, "utf8")) };
    for (const [output, value] of Object.entries(
      githubFile(readFileSync(files["GITHUB_OUTPUT"]!, "utf8")),
    )) {
      known.set(`steps.${step.id}.outputs.${output}`, value);
    }
    if (status !== 0) {
      isSuccess = false;
      break;
    }
  }
  for (const [variable, value] of Object.entries(handed)) {
    known.set(`env.${variable}`, value);
  }
  const all = Object.entries(evaluate(outputs ?? job.outputs));
  const isDropped = ([, value]: [string, string]): boolean =>
    masks.some((mask) => value.includes(mask));
  return {
    isSuccess,
    log,
    outputs: Object.fromEntries(all.filter((entry) => !isDropped(entry))),
    dropped: all.filter(isDropped).map(([output]) => output),
  };
}
