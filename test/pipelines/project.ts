import { spawn } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "../..");

/** A program as somebody would have it, whose links lead to the server of the test. */
const MAIN = `
import { App, TerraformStack } from "cdktf";
import { Bucket, Duration, PresignedUrl, Region, SigningKey } from "cdktf-ionos-object-storage";

const app = new App({ stackTraces: false });
const stack = new TerraformStack(app, "sharing");
const endpoint = process.env.S3_ENDPOINT!;
const region = Region.of({ name: "eu-central-3", endpoint, ownership: "user-owned" });
new PresignedUrl(stack, "Report", {
  bucket: Bucket.of("acme-reports", { region }),
  objectKey: "report.txt",
  expiresIn: Duration.hours(12),
  signingKey: SigningKey.fromEnvironment(),
});
app.synth();
`;

/** Programs that a runner has and this machine need not have. Terraform, curl and openssl are the real ones. */
const STUBS: Readonly<Record<string, string>> = {
  npm: `[ "$*" = ci ]`,

  npx: `
    case "$1 $2" in
      "ionos-share review")
        # The real review, but where a test wants a verdict that this plan does not come to.
        if [ -z "$REVIEW_STATUS" ]; then
          shift; exec "${process.execPath}" "${ROOT}/dist/cli/main.js" "$@"
        fi
        [ "$*" = "ionos-share review - --format markdown --out review.md" ] || exit 9
        grep -q '"format_version"' || exit 1
        [ "$REVIEW_STATUS" = 1 ] && exit 1
        echo "## Review" > review.md
        exit "$REVIEW_STATUS" ;;
      "ionos-share "*) shift; exec "${process.execPath}" "${ROOT}/dist/cli/main.js" "$@" ;;
      "tsx "*) shift; exec "${ROOT}/node_modules/.bin/tsx" "$@" ;;
      *) echo "npx: no stub for $*" >&2; exit 9 ;;
    esac`,

  gh: `
    [ -n "$GH_TOKEN" ] || exit 9
    echo "gh $*" >> "$RECORDS"
    cat "\${@: -1}" >> "$RECORDS"`,
};

/** One step's or job's shell, and what it printed: both streams, as a log has them. */
export interface ShellResult {
  readonly status: number | null;
  readonly log: string;
}

/** A folder with a checked-out program, and a PATH with stubs. */
export class Project {
  public readonly folder = mkdtempSync(join(tmpdir(), "pipeline-"));

  /** A folder of a job that checks nothing out. */
  public readonly emptyFolder = join(this.folder, "empty");

  /** What stubs were called with. */
  public readonly records = join(this.folder, "records");
  private readonly bin = join(this.folder, "bin");

  public constructor(private readonly env: Readonly<Record<string, string>>) {
    const modules = join(this.folder, "node_modules");
    [this.bin, modules, this.emptyFolder].forEach((folder) => mkdirSync(folder));
    for (const [name, script] of Object.entries(STUBS)) {
      writeFileSync(join(this.bin, name), `#!/usr/bin/env bash\n${script}\n`);
      chmodSync(join(this.bin, name), 0o755);
    }
    for (const name of ["cdktf", "constructs"]) {
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    symlinkSync(ROOT, join(modules, "cdktf-ionos-object-storage"));
    writeFileSync(join(this.folder, "package.json"), "{}");
    writeFileSync(join(this.folder, "main.ts"), MAIN);
    writeFileSync(this.records, "");
  }

  /** Runs a script as runners do: in bash, with an environment of its own. */
  public run(
    bashOptions: readonly string[],
    script: string,
    env: Readonly<Record<string, string>>,
    folder = this.folder,
  ): Promise<ShellResult> {
    const child = spawn("bash", [...bashOptions, "-c", script], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: `${this.bin}:${process.env["PATH"]}`,
        HOME: this.folder,
        CHECKPOINT_DISABLE: "1",
        RECORDS: this.records,
        ...this.env,
        ...env,
      },
    });
    let log = "";
    const add = (chunk: Buffer): void => {
      log += chunk.toString();
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status) => resolve({ status, log }));
    });
  }

  public takeRecords(): string {
    const text = readFileSync(this.records, "utf8");
    writeFileSync(this.records, "");
    return text;
  }

  public read(file: string, folder = this.folder): string {
    return readFileSync(join(folder, file), "utf8");
  }

  public close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One of the examples. */
export function pipeline<T>(file: string): T {
  return parse(readFileSync(join(ROOT, "examples/pipelines", file), "utf8")) as T;
}

/** Hides secrets in a log as runners do. */
export function hide(log: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret, "***"), log);
}
