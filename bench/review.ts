import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./measure";
import { table } from "./table";

const BYTES = 50_000_000;
const ROUNDS = 5;
const MIB = 2 ** 20;
const PROGRAM = join(__dirname, "../dist/cli/main.js");

/** Says at the end of a process how much memory it held at most. */
const PEAK =
  "process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))";

/** What is done with the plan: read and parsed by Node alone, or reviewed. */
const CONTENDERS: Readonly<Record<string, readonly string[]>> = {
  "JSON.parse alone": ["-e", "JSON.parse(require('node:fs').readFileSync(0, 'utf8'))"],
  "ionos-share review": [PROGRAM, "review"],
};

/** Time and memory of a review of a huge plan, beside what no reader of JSON can do without. */
export function benchReview(): void {
  const directory = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    const plan = join(directory, "plan.json");
    const peak = join(directory, "peak.js");
    writeFileSync(plan, makePlan());
    writeFileSync(peak, PEAK);
    report(plan, peak);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A plan with foreign resources without end, and one renewed link. */
function makePlan(): string {
  const changes: string[] = [];
  for (let bytes = 0; bytes < BYTES;) {
    const i = changes.length;
    const values = {
      name: `web-${i}`,
      cores: 4,
      ram: 8192,
      tags: { team: "platform" },
      notes: "x".repeat(400),
    };
    const change = JSON.stringify({
      address: `ionoscloud_server.web[${i}]`,
      mode: "managed",
      type: "ionoscloud_server",
      name: "web",
      index: i,
      change: { actions: ["no-op"], before: values, after: values, after_unknown: {} },
    });
    changes.push(change);
    bytes += change.length;
  }
  const share = (hour: string): object => ({
    format: "presigned-url/1",
    method: "GET",
    bucket: "reports",
    object_key: "q3.pdf",
    version_id: "",
    region: "eu-central-3",
    endpoint: "https://s3.eu-central-3.ionoscloud.com",
    signed_headers: {},
    signed_at: `2026-11-22T${hour}:00:00Z`,
    expires_at: `2026-11-23T${hour}:00:00Z`,
    renews_at: `2026-11-22T12:00:00Z`,
    access_key_fingerprint: "0123456789abcdef",
  });
  const renewal = {
    actions: ["update"],
    before: share("00"),
    after: share("06"),
    after_unknown: false,
  };
  return `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{},"configuration":{},"resource_changes":[${changes.join()}],"output_changes":{"Report_share":${JSON.stringify(renewal)}}}`;
}

function report(plan: string, peak: string): void {
  const samples = Object.entries(CONTENDERS).map(([name, args]) => ({
    name,
    runs: Array.from({ length: ROUNDS }, () => run(plan, ["--require", peak, ...args])),
  }));
  const figures = samples.map(({ name, runs }) => ({
    name,
    ms: median(runs.map(({ ms }) => ms)),
    bytes: median(runs.map(({ bytes }) => bytes)),
  }));
  const [base] = figures;
  console.log(`\nReview: a plan of ${BYTES / 1e6} MB, from the start of the process to its end\n`);
  console.log(
    table(
      ["", "ms", "ratio", "MiB at most", "ratio"],
      figures.map(({ name, ms, bytes }) => [
        name,
        ms.toFixed(0),
        (ms / (base?.ms ?? NaN)).toFixed(2),
        (bytes / MIB).toFixed(0),
        (bytes / (base?.bytes ?? NaN)).toFixed(2),
      ]),
    ),
  );
}

function run(plan: string, args: readonly string[]): { ms: number; bytes: number } {
  const input = openSync(plan, "r");
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    stdio: [input, "pipe", "pipe"],
    encoding: "utf8",
  });
  const ms = performance.now() - begin;
  closeSync(input);
  if (status !== 0 || (args.includes("review") && !stdout.includes("Report_share"))) {
    throw new Error(`must review the plan and find its renewal, got exit code ${status}`);
  }
  return { ms, bytes: Number(stderr) * 1024 };
}
