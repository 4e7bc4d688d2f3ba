import type { IConstruct } from "constructs";
import { SigningError } from "../signing";
import { timeOf } from "../signing/instant";
import { received, refuseToken } from "../signing/problem";

const CONTEXT = "signingTime";
const ENVIRONMENT = "SOURCE_DATE_EPOCH";

const ISO_8601 =
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

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

/**
 * Takes an instant as ISO 8601 with a time zone, such as `2026-11-22T07:00:00Z`, or as a `Date`.
 *
 * @returns milliseconds since the Unix epoch
 */
export function parseInstant(field: string, instant: unknown): number {
  refuseToken(field, instant);
  const time =
    typeof instant === "string" && ISO_8601.test(instant) && hasDay(instant)
      ? Date.parse(instant)
      : (timeOf(instant) ?? NaN);
  if (Number.isNaN(time)) {
    throw new SigningError(
      field,
      `must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", ${timeOf(instant) !== undefined ? "got an invalid Date" : received(instant)}`,
    );
  }
  return time;
}

/** Whether the day exists: JavaScript reads February 30 as March 2. */
function hasDay(instant: string): boolean {
  const [year = 0, month = 0, day = 0] = instant.split(/[-T]/).map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
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
