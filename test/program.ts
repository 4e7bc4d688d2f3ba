import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, TerraformStack, Testing } from "cdktf";
import {
  Bucket,
  type BucketProps,
  Duration,
  PresignedUrl,
  type PresignedUrlProps,
  Region,
  SigningKey,
} from "../lib";
import { SAMPLE_CREDENTIALS } from "./signing/requests";

/** What the tests take for now, unless they are about time. */
export const NOW = "2026-11-22T07:00:00Z";

export const USER_ID = "11111111-2222-3333-4444-555555555555";
export const OTHER_USER_ID = "66666666-7777-8888-9999-aaaaaaaaaaaa";

const outdirs = mkdtempSync(join(tmpdir(), "apps-"));
let apps = 0;

afterAll(() => rmSync(outdirs, { recursive: true, force: true }));

/** An app with its clock pinned, in a folder of its own that goes when its test file is done. */
export function testApp(signingTime = NOW): App {
  apps += 1;
  return Testing.app({
    outdir: join(outdirs, String(apps)),
    stackTraces: false,
    context: { signingTime },
  });
}

export function testStack(id = "sharing"): TerraformStack {
  return new TerraformStack(testApp(), id);
}

export function testBucket(props: Partial<BucketProps> = {}): Bucket {
  return Bucket.of("acme-reports", { region: Region.EU_CENTRAL_3, ...props });
}

export const SIGNING_KEY = SigningKey.of(SAMPLE_CREDENTIALS);

/** A share that can be made; tests change one thing of it. */
export function share(
  stack: TerraformStack,
  id = "Report",
  props: Partial<PresignedUrlProps> = {},
): PresignedUrl {
  return new PresignedUrl(stack, id, {
    bucket: testBucket(),
    objectKey: "2026/q3.pdf",
    expiresIn: Duration.hours(12),
    renewEvery: Duration.hours(6),
    signingKey: SIGNING_KEY,
    ...props,
  });
}

/** What Terraform would be given. */
export interface TerraformJson {
  readonly output?: Readonly<
    Record<string, { readonly value: unknown; readonly sensitive?: boolean }>
  >;
  readonly resource?: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
  >;
  readonly data?: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
  >;
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** Synthesizes with validations; the outer shape is that of `cdk.tf.json`. */
export function synth(stack: TerraformStack): TerraformJson {
  return JSON.parse(Testing.synth(stack, true)) as TerraformJson;
}

/** The warnings of a stack, as the CLI would print them. */
export function warnings(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter((entry) => entry.type === "@cdktf/warn")
    .map((entry) => String(entry.data));
}
