/** What can happen to a share. */
export type ShareKind =
  | "share-added"
  | "share-removed"
  | "share-renewed"
  | "share-retargeted"
  | "share-extended"
  | "share-shortened"
  | "share-widened"
  | "share-narrowed"
  | "share-resigned";

/** What can happen to a key. */
export type KeyKind =
  "key-created" | "key-activated" | "key-deactivated" | "key-replaced" | "key-deleted";

/** What a change is. `unrecognized`: about keys or shares, and none of the others. */
export type FindingKind = ShareKind | KeyKind | "user-promoted" | "unrecognized";

/** How much a finding matters: nothing to do, look at it, or a rule is broken. */
export type Severity = "info" | "review" | "stop";

/** What the findings come to. */
export type Verdict = "nothing" | "review" | "stop";

/** One thing that is known of a share, a key or a user. `null`: Terraform knows it after apply. */
export type Fact = string | boolean | null | Readonly<Record<string, string | null>>;

/**
 * What is known of one side of a change. Only named fields get in here, so that no link, no signature and no
 * secret key does.
 */
export type Facts = Readonly<Record<string, Fact>>;

/** A link that dies with a key. */
export interface Break {
  /** Address of the output. */
  readonly share: string;

  /** Until when the link would have worked: ISO 8601, UTC. */
  readonly usableUntil: string;

  /** What the plan does with the share: `keeps` means that the output goes on showing a dead link. */
  readonly plan: "keeps" | "re-signs" | "removes";
}

/** One change of one kind. A change that is several things is several findings. */
export interface Finding {
  readonly kind: FindingKind;

  /** Address of the resource, or `output.NAME`. */
  readonly address: string;
  readonly severity: Severity;

  /** `null` where there was nothing. */
  readonly before: Facts | null;

  /** `null` where there will be nothing. */
  readonly after: Facts | null;
  readonly breaks: readonly Break[];

  /** What a reader must know besides: why a change is not recognized, which rule it breaks. A sentence each. */
  readonly reasons: readonly string[];
}
