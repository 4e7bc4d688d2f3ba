import { hide, pipeline, type Project } from "./project";

interface Job {
  readonly extends?: string;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly artifacts?: { readonly reports: { readonly dotenv: string } };
}

type Pipeline = Readonly<Record<string, Job>> & {
  readonly variables: Readonly<Record<string, string>>;
};

/**
 * Runs one job by the rules of GitLab's runner that matter here: one bash for the whole job, each command shown, and of
 * a dotenv report a variable for each line, without a look at quotes.
 */
export async function runGitlabJob(
  project: Project,
  name: string,
  variables: Readonly<Record<string, string>>,
  masked: readonly string[],
): Promise<{ isSuccess: boolean; log: string; variables: Record<string, string> }> {
  const file = pipeline<Pipeline>("gitlab-ci.yml");
  const job = { ...file[file[name]!.extends ?? ""], ...file[name] };
  const commands = [...(job.before_script ?? []), ...(job.script ?? [])];
  const { status, log } = await project.run(
    [],
    [
      "set -eo pipefail",
      ...commands.flatMap((command) => [`printf '%s\\n' ${quote(`$ ${command}`)}`, command]),
    ].join("\n"),
    { ...file.variables, ...variables },
    job.extends === undefined ? project.emptyFolder : project.folder,
  );
  const report = job.artifacts && status === 0 ? project.read(job.artifacts.reports.dotenv) : "";
  const lines = report.split("\n").slice(0, -1);
  if (report.length > 5120 || lines.some((line) => !/^\w+=\S*$/.test(line))) {
    throw new Error("400 Bad Request (Invalid Format)");
  }
  return {
    isSuccess: status === 0,
    log: hide(log, masked),
    variables: Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    ),
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
