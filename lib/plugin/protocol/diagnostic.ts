/**
 * Where in a configuration something is wrong: names of attributes and blocks, numbers of list elements, and
 * keys of map elements.
 */
export type AttributePath = readonly (string | number | { readonly key: string })[];

/** What Terraform shows to the user. It must not hold a secret. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;

  /** Terraform shows the line; without a path, the head of the resource. Only paths of the schema. */
  readonly path?: AttributePath;
}

/** The number of each severity in the protocol. */
const SEVERITY = { error: 1, warning: 2 } as const;

/** Diagnostics as the messages carry them. */
export function encodeDiagnostics(diagnostics: readonly Diagnostic[]): object[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: SEVERITY[severity],
    summary,
    detail,
    ...(path !== undefined && { attribute: encodePath(path) }),
  }));
}

/** A path as the messages carry it. */
export function encodePath(path: AttributePath): object {
  return {
    steps: path.map((step) => {
      switch (typeof step) {
        case "string":
          return { attributeName: step };
        case "number":
          return { elementKeyInt: step };
        default:
          return { elementKeyString: step.key };
      }
    }),
  };
}
