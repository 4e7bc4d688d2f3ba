/**
 * Now, in milliseconds since the Unix epoch; the one place of the command line that reads the clock, once a run.
 *
 * `SOURCE_DATE_EPOCH` has no say here: it makes a synth repeatable, while a server compares the end of a link with its
 * own clock.
 */
export function now(): number {
  return Date.now();
}
