/** What a plan would do, for assertions. */
export interface Plan {
  /** 0: nothing; 2: something. */
  readonly status: number;
  readonly text: string;

  /** What `terraform show -json` says of it. */
  readonly json: string;

  /** What happens to each resource that is touched, such as `"ionoscloud_s3_key.Deploy": "update"`. */
  readonly changes: Readonly<Record<string, string>>;
}

interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object };
}

/** Reads what `terraform show -json` says of a plan. */
export function readChanges(json: string): Record<string, string> {
  const { resource_changes = [] } = JSON.parse(json) as {
    readonly resource_changes?: readonly ResourceChange[];
  };
  return Object.fromEntries(
    resource_changes
      .map(({ address, previous_address, change }) => {
        const notes = [
          ...change.actions.filter((action) => action !== "no-op"),
          ...(change.importing === undefined ? [] : ["import"]),
          ...(previous_address === undefined ? [] : [`move from ${nameOf(previous_address)}`]),
        ];
        return [nameOf(address), notes.join(", ")];
      })
      .filter(([, notes]) => notes !== ""),
  ) as Record<string, string>;
}

/** The address without the hash that cdktf puts behind the names of nested constructs. */
function nameOf(address: string): string {
  return address.replace(/_[0-9A-F]{8}$/, "");
}
