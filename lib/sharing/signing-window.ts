import { SigningError } from "../signing";
import { MAX_EXPIRES_IN_SECONDS, parseInstant } from "../signing/instant";
import { received, refuseToken } from "../signing/problem";
import type { Duration } from "./duration";

/** The shortest life that leaves room for a window of a second. */
const MIN_EXPIRES_IN_SECONDS = 2;

/** When a link is signed, ends and is due to be replaced. */
export interface SigningWindow {
  /** What `X-Amz-Date` says. */
  readonly signedAt: Date;

  /** From when on the link is refused. */
  readonly expiresAt: Date;

  /** From when on another synth gives another link. */
  readonly renewsAt: Date;

  /** What `X-Amz-Expires` says. */
  readonly expiresInSeconds: number;
}

/** What a window is made of. */
export interface SigningWindowProps {
  readonly expiresIn: Duration;
  readonly renewEvery?: Duration;
  readonly signedAt?: Date | string;
}

/**
 * Floors the signing instant to a window of `renewEvery`, counted from the Unix epoch: two runs inside one
 * window sign the same bytes, and a link that is handed out has at least `expiresIn - renewEvery` to live. A
 * given `signedAt` is the signing instant itself, to the second.
 *
 * @param now milliseconds since the Unix epoch
 */
export function signingWindow(props: SigningWindowProps, now: number): SigningWindow {
  const expiresIn = toSeconds("expiresIn", props.expiresIn);
  if (expiresIn < MIN_EXPIRES_IN_SECONDS || expiresIn > MAX_EXPIRES_IN_SECONDS) {
    throw new SigningError(
      "expiresIn",
      `must be from ${MIN_EXPIRES_IN_SECONDS} seconds to 7 days (${MAX_EXPIRES_IN_SECONDS} seconds), got ${expiresIn} seconds`,
    );
  }
  const renewEvery =
    props.renewEvery === undefined
      ? Math.floor(expiresIn / 2)
      : toSeconds("renewEvery", props.renewEvery);
  if (renewEvery < 1 || renewEvery >= expiresIn) {
    throw new SigningError(
      "renewEvery",
      `must be at least 1 second and shorter than expiresIn (${expiresIn} seconds), got ${renewEvery} seconds`,
    );
  }

  const signedAt =
    props.signedAt === undefined
      ? floor(now, renewEvery * 1000)
      : floor(parseInstant("signedAt", props.signedAt), 1000);
  return {
    signedAt: new Date(signedAt),
    expiresAt: new Date(signedAt + expiresIn * 1000),
    renewsAt: new Date(signedAt + renewEvery * 1000),
    expiresInSeconds: expiresIn,
  };
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

function toSeconds(field: string, duration: Duration): number {
  refuseToken(field, duration);
  if (typeof (duration as Partial<Duration> | undefined)?.toSeconds !== "function") {
    throw new SigningError(
      field,
      `must be a Duration, such as Duration.hours(12), ${received(duration)}`,
    );
  }
  return duration.toSeconds();
}
