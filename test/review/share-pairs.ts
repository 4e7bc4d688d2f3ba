import { TerraformOutput, TerraformResource, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Bucket, Duration, type PresignedUrlProps, Region, SigningKey } from "../../lib";
import type { FindingKind } from "../../lib/review";
import { share, testBucket } from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";

/** One share before and after; `undefined` where there is none. */
export interface SharePair {
  readonly before: Partial<PresignedUrlProps> | undefined;
  readonly after: Partial<PresignedUrlProps> | undefined;

  /** What its change is. */
  readonly kinds: readonly FindingKind[];
}

export const OTHER_KEY = SigningKey.of({
  ...SAMPLE_CREDENTIALS,
  accessKeyId: SAMPLE_CREDENTIALS.accessKeyId.replace(/^EAAA/, "EBBB"),
});
const OTHER_SECRET = SigningKey.of({
  ...SAMPLE_CREDENTIALS,
  secretAccessKey: SAMPLE_CREDENTIALS.secretAccessKey.replace(/^O/, "P"),
});

const six = { signedAt: "2026-11-22T06:00:00Z" };
const noon = { signedAt: "2026-11-22T12:00:00Z" };
const hours = (amount: number): Partial<PresignedUrlProps> => ({
  expiresIn: Duration.hours(amount),
});
const PUT = { method: "PUT" } as const;

/** Changes of shares that are signed at synth, each with all that it is. The names are those of the outputs. */
export const SHARE_PAIRS: Readonly<Record<string, SharePair>> = {
  SameWindow: { before: six, after: six, kinds: [] },
  SameUpload: { before: { ...six, ...PUT }, after: { ...six, ...PUT }, kinds: [] },

  Added: { before: undefined, after: six, kinds: ["share-added"] },
  AddedUpload: { before: undefined, after: { ...six, ...PUT }, kinds: ["share-added"] },
  Removed: { before: six, after: undefined, kinds: ["share-removed"] },
  RemovedUpload: { before: { ...six, ...PUT }, after: undefined, kinds: ["share-removed"] },

  Renewed: { before: six, after: noon, kinds: ["share-renewed"] },
  RenewedUpload: {
    before: { ...six, ...PUT },
    after: { ...noon, ...PUT },
    kinds: ["share-renewed"],
  },
  RenewedSooner: {
    before: six,
    after: { ...six, renewEvery: Duration.hours(3) },
    kinds: ["share-renewed"],
  },
  RenewedOdd: {
    before: { ...six, objectKey: "${path.cwd} %{ if true }x u\u0308 😀.txt", versionId: "v/1+2" },
    after: { ...noon, objectKey: "${path.cwd} %{ if true }x u\u0308 😀.txt", versionId: "v/1+2" },
    kinds: ["share-renewed"],
  },
  RenewedHosted: {
    before: { ...six, bucket: testBucket({ addressing: "virtual-hosted" }) },
    after: { ...noon, bucket: testBucket({ addressing: "virtual-hosted" }) },
    kinds: ["share-renewed"],
  },
  RenewedNamed: {
    before: { ...six, responseHeaders: { contentDisposition: 'attachment; filename="q3.pdf"' } },
    after: { ...noon, responseHeaders: { contentDisposition: 'attachment; filename="q3.pdf"' } },
    kinds: ["share-renewed"],
  },

  OtherObject: {
    before: six,
    after: { ...six, objectKey: "2026/q4.pdf" },
    kinds: ["share-retargeted"],
  },
  OtherBucket: {
    before: six,
    after: { ...six, bucket: Bucket.of("acme-salaries", { region: Region.EU_CENTRAL_3 }) },
    kinds: ["share-retargeted"],
  },
  OtherVersion: { before: six, after: { ...six, versionId: "v2" }, kinds: ["share-retargeted"] },
  OtherRegion: {
    before: six,
    after: { ...six, bucket: Bucket.of("acme-reports", { region: Region.EU_CENTRAL_4 }) },
    kinds: ["share-retargeted"],
  },
  OtherObjectLater: {
    before: six,
    after: { ...noon, objectKey: "2026/q4.pdf" },
    kinds: ["share-retargeted"],
  },

  Extended: { before: six, after: { ...six, ...hours(24) }, kinds: ["share-extended"] },
  ExtendedLater: { before: six, after: { ...noon, ...hours(13) }, kinds: ["share-extended"] },
  Shortened: { before: six, after: { ...six, ...hours(7) }, kinds: ["share-shortened"] },
  // Ends later than before, and lives shorter all the same.
  ShortenedLater: { before: six, after: { ...noon, ...hours(11) }, kinds: ["share-shortened"] },

  Widened: { before: six, after: { ...six, ...PUT }, kinds: ["share-widened"] },
  WidenedToDelete: {
    before: { ...six, method: "HEAD" },
    after: { ...six, method: "DELETE" },
    kinds: ["share-widened"],
  },
  Narrowed: { before: { ...six, ...PUT }, after: six, kinds: ["share-narrowed"] },
  NarrowedLater: {
    before: { ...six, method: "DELETE" },
    after: { ...noon, method: "GET" },
    kinds: ["share-narrowed"],
  },

  Resigned: { before: six, after: { ...six, signingKey: OTHER_KEY }, kinds: ["share-resigned"] },
  ResignedUpload: {
    before: { ...six, ...PUT },
    after: { ...six, ...PUT, signingKey: OTHER_KEY },
    kinds: ["share-resigned"],
  },

  RenewedResigned: {
    before: six,
    after: { ...noon, signingKey: OTHER_KEY },
    kinds: ["share-renewed", "share-resigned"],
  },
  WidenedExtended: {
    before: six,
    after: { ...six, ...PUT, ...hours(24) },
    kinds: ["share-widened", "share-extended"],
  },
  Everything: {
    before: { ...six, ...PUT, contentType: "text/csv" },
    after: { ...noon, ...hours(7), objectKey: "other.csv", signingKey: OTHER_KEY },
    kinds: [
      "share-retargeted",
      "share-narrowed",
      "share-shortened",
      "share-resigned",
      "unrecognized",
    ],
  },

  OtherContentType: {
    before: { ...six, ...PUT, contentType: "text/csv" },
    after: { ...six, ...PUT },
    kinds: ["unrecognized"],
  },
  PutToDelete: {
    before: { ...six, ...PUT },
    after: { ...six, method: "DELETE" },
    kinds: ["unrecognized"],
  },
  // What follows stands in the link alone.
  OtherDisposition: {
    before: six,
    after: { ...six, responseHeaders: { contentDisposition: "inline" } },
    kinds: ["unrecognized"],
  },
  RenewedOtherType: {
    before: six,
    after: { ...noon, responseHeaders: { contentType: "text/html" } },
    kinds: ["share-renewed", "unrecognized"],
  },
  OtherAddressing: {
    before: six,
    after: { ...six, bucket: testBucket({ addressing: "virtual-hosted" }) },
    kinds: ["unrecognized"],
  },
  OtherSecret: {
    before: six,
    after: { ...six, signingKey: OTHER_SECRET },
    kinds: ["unrecognized"],
  },
};

/** Declares one side of pairs. */
export function declare(
  stack: TerraformStack,
  pairs: Readonly<Record<string, SharePair>>,
  side: "before" | "after",
): void {
  for (const [name, pair] of Object.entries(pairs)) {
    const props = pair[side];
    if (props !== undefined) {
      share(stack, name, props);
    }
  }
}

/** Terraform's own resource in the place of a key whose pair only the apply knows. */
export class Later extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly values: Readonly<Record<string, string>>,
    private readonly replacedBy: string,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data" });
  }

  public get(name: string): string {
    return this.getStringAttribute(`output.${name}`);
  }

  public get signingKey(): SigningKey {
    return SigningKey.of({
      accessKeyId: this.get("accessKeyId"),
      secretAccessKey: this.get("secretAccessKey"),
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.values, triggers_replace: this.replacedBy };
  }
}

/** Links that Terraform signs, whose key is replaced or not. */
export function declareSignedAtApply(stack: TerraformStack, side: "before" | "after"): void {
  const values = { ...SAMPLE_CREDENTIALS, bucket: "made-here" };
  const replaced = new Later(stack, "Replaced", values, side);
  const kept = new Later(stack, "Kept", values, "never");
  const time = side === "before" ? six : noon;
  share(stack, "LateResigned", { ...six, signingKey: replaced.signingKey });
  share(stack, "LateBoth", { ...time, signingKey: replaced.signingKey });
  share(stack, "LateRenewed", { ...time, signingKey: kept.signingKey });
  share(stack, "LateBucket", {
    ...six,
    bucket: Bucket.of(replaced.get("bucket"), { region: Region.DE }),
  });
  if (side === "after") {
    share(stack, "LateAdded", { ...six, signingKey: replaced.signingKey });
  }
}

/** What the links signed at apply come to. */
export const SIGNED_AT_APPLY: Readonly<Record<string, readonly FindingKind[]>> = {
  LateResigned: ["share-resigned"],
  LateBoth: ["share-renewed", "share-resigned"],
  LateRenewed: ["share-renewed"],
  LateBucket: ["share-retargeted"],
  LateAdded: ["share-added"],
};

/** Changes that are about neither keys nor shares. */
export function declareForeign(stack: TerraformStack, side: "before" | "after"): void {
  share(stack, "Report", six);
  new Later(stack, "Updated", { note: side }, "never");
  new Later(stack, "Replaced", { note: "same" }, side);
  new Later(stack, `Only${side}`, {}, "never");
  new TerraformOutput(stack, "note", { value: side });
  new TerraformOutput(stack, "page", { value: `https://example.com/?page=${side}` });
  new TerraformOutput(stack, "secret", { value: side, sensitive: true });
  new TerraformOutput(stack, "files", { value: { format: "tar/1", names: [side] } });
}
