import { azureAgent } from "../handover/azure-agent";
import { hide, pipeline, type Project } from "./project";

interface Job {
  readonly job: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly bash: string;
    readonly name?: string;
    readonly env?: Readonly<Record<string, string>>;
  }[];
}

interface Pipeline {
  readonly variables: Readonly<Record<string, string>>;
  readonly jobs: readonly Job[];
}

interface Variable {
  readonly value: string;
  readonly isSecret: boolean;
}

export type Variables = Readonly<Record<string, Variable>>;

/**
 * Runs one job by the rules of Azure's agent that matter here: it takes commands from the log, hides secrets as a whole,
 * and gives a secret only to a step that maps it.
 *
 * @param outputs of the jobs before, by `job.step.VARIABLE`
 * @returns with `outputs` of this job
 */
export async function runAzureJob(
  project: Project,
  name: string,
  variables: Variables,
  outputs: Variables = {},
): Promise<{ isSuccess: boolean; log: string; outputs: Variables }> {
  const file = pipeline<Pipeline>("azure-pipelines.yml");
  const job = file.jobs.find((job) => job.job === name)!;
  const known = new Map<string, Variable>(Object.entries(variables));
  for (const [variable, value] of Object.entries({ ...file.variables, ...job.variables })) {
    const [, dependency, output] =
      /^\$\[ dependencies\.(\w+)\.outputs\['([\w.]+)'\] \]$/.exec(value) ?? [];
    known.set(
      variable,
      dependency === undefined ? { value, isSecret: false } : outputs[`${dependency}.${output}`]!,
    );
  }
  const hidden = [...known.values()].filter(({ isSecret }) => isSecret).map(({ value }) => value);
  const made: Record<string, Variable> = {};
  let log = "";
  for (const step of job.steps) {
    const plain = [...known]
      .filter(([, { isSecret }]) => !isSecret)
      .map(
        ([variable, { value }]) => [variable.toUpperCase().replaceAll(".", "_"), value] as const,
      );
    const mapped = Object.entries(step.env ?? {}).map(
      ([variable, value]) =>
        [
          variable,
          value.replaceAll(/\$\(([\w.]+)\)/g, (macro, of: string) => known.get(of)?.value ?? macro),
        ] as const,
    );
    const { status, log: printed } = await project.run(
      ["--noprofile", "--norc"],
      step.bash,
      Object.fromEntries([...plain, ...mapped]),
      job.steps.some(({ bash }) => bash.includes("main.ts")) ? project.folder : project.emptyFolder,
    );
    const agent = azureAgent(printed);
    hidden.push(...agent.secrets);
    for (const [variable, { value, isSecret, isOutput }] of Object.entries(agent.variables)) {
      hidden.push(...(isSecret ? [value] : []));
      known.set(isOutput ? `${step.name}.${variable}` : variable, { value, isSecret });
      made[`${name}.${step.name}.${variable}`] = { value, isSecret };
    }
    log += hide(printed.replaceAll(/^##vso\[.*\n/gm, ""), hidden);
    if (status !== 0) {
      return { isSuccess: false, log, outputs: made };
    }
  }
  return { isSuccess: true, log, outputs: made };
}
