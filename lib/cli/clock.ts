import { received } from "../signing/problem";

/**
 * What a review takes for now, in milliseconds since the Unix epoch: `SOURCE_DATE_EPOCH` (seconds since the
 * epoch), which a synth takes too, else the clock. So a review can be repeated to the letter.
 */
export function readClock(): number {
  const value = process.env["SOURCE_DATE_EPOCH"];
  if (value === undefined || value === "") {
    return Date.now();
  }
  if (!/^\d{1,11}$/.test(value)) {
    throw new Error(
      `SOURCE_DATE_EPOCH: must be a whole number of seconds since 1970, ${received(value)}`,
    );
  }
  return Number(value) * 1000;
}

/**
 * What the end of a link is compared with, in milliseconds since the Unix epoch: the clock itself. `SOURCE_DATE_EPOCH`
 * has no say here: a server goes by its own clock.
 */
export function now(): number {
  return Date.now();
}
