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
    this.inSeconds = amount * secondsPerUnit;
    if (typeof amount !== "number" || !Number.isSafeInteger(this.inSeconds) || this.inSeconds < 0) {
      refuseToken(`Duration.${unit}`, amount);
      throw new SigningError(
        `Duration.${unit}`,
        `must be a number that makes whole seconds, 0 or more, ${received(amount)}`,
      );
    }
  }

  public toSeconds(): number {
    return this.inSeconds;
  }
}
