import { received, refuseToken } from "../signing/problem";
import { SigningError } from "../signing";

/** A length of time, in whole seconds. */
export class Duration {
  /** @param amount any amount that makes whole seconds, 0 and more */
  public static seconds(amount: number): Duration {
    return new Duration("seconds", amount, 1);
  }

  /** @param amount any amount that makes whole seconds, 0 and more */
  public static minutes(amount: number): Duration {
    return new Duration("minutes", amount, 60);
  }

  /** @param amount any amount that makes whole seconds, 0 and more */
  public static hours(amount: number): Duration {
    return new Duration("hours", amount, 3600);
  }

  /** @param amount any amount that makes whole seconds, 0 and more */
  public static days(amount: number): Duration {
    return new Duration("days", amount, 86_400);
  }

  private readonly inSeconds: number;

  private constructor(unit: string, amount: number, secondsPerUnit: number) {
    const seconds = typeof amount === "number" ? amount * secondsPerUnit : NaN;
    // 1.1 hours are 3960.0000000000005 seconds to a computer.
    this.inSeconds = Math.round(seconds);
    if (
      !Number.isSafeInteger(this.inSeconds) ||
      Math.abs(seconds - this.inSeconds) > 1e-6 ||
      seconds < 0
    ) {
      refuseToken(`Duration.${unit}`, amount);
      throw new SigningError(
        `Duration.${unit}`,
        `must be a number that makes whole seconds, 0 or more, ${received(amount)}`,
      );
    }
  }

  /** The length in seconds, a whole number. */
  public toSeconds(): number {
    return this.inSeconds;
  }
}
