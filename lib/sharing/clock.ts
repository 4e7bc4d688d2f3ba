import type { IConstruct } from "constructs";
import { SigningError } from "../signing";
import { parseInstant } from "../signing/instant";
import { received } from "../signing/problem";

const CONTEXT = "signingTime";
const ENVIRONMENT = "SOURCE_DATE_EPOCH";

const readings = new WeakMap<IConstruct, number>();

/**
 * What an app takes for now, in milliseconds since the Unix epoch: the context value `signingTime` (ISO 8601
 * with a time zone), else the environment variable `SOURCE_DATE_EPOCH` (seconds since the epoch), else the
 * clock.
 *
 * The one place of this package that reads the clock; it does so once for each app, so that all its links agree.
 */
export function now(scope: IConstruct): number {
  const pinned: unknown = scope.node.tryGetContext(CONTEXT);
  if (pinned !== undefined) {
    return parseInstant(`context ${CONTEXT}`, pinned);
  }
  const { root } = scope.node;
  let reading = readings.get(root);
  if (reading === undefined) {
    reading = readEnvironment() ?? Date.now();
    readings.set(root, reading);
  }
  return reading;
}

function readEnvironment(): number | undefined {
  const value = process.env[ENVIRONMENT];
  if (value === undefined || value === "") {
    return undefined;
  }
  if (!/^\d{1,11}$/.test(value)) {
    throw new SigningError(
      ENVIRONMENT,
      `must be a whole number of seconds since 1970, ${received(value)}`,
    );
  }
  return Number(value) * 1000;
}
