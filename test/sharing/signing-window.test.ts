import { App, TerraformStack } from "cdktf";
import { Duration } from "../../lib";
import { share, testApp, testStack } from "../program";

describe("Duration", () => {
  test.each([
    [Duration.seconds(90), 90],
    [Duration.minutes(1.5), 90],
    [Duration.hours(12), 43200],
    [Duration.hours(1.1), 3960],
    [Duration.days(0.7), 60480],
    [Duration.days(7), 604800],
  ])("%j is %d seconds", (duration, seconds) => {
    expect(duration.toSeconds()).toBe(seconds);
  });

  test.each([-1, NaN, Infinity, 0.5, "60", 60n, undefined])(
    "fails when it is %p seconds",
    (amount) => {
      expect(() => Duration.seconds(amount as number)).toThrow(
        /^Duration\.seconds: must be a number that makes whole seconds, 0 or more, got /,
      );
    },
  );
});

describe("the signing instant", () => {
  const signedAt = (signingTime: string, props: object): string =>
    share(new TerraformStack(testApp(signingTime), "s"), "Link", props).signedAt;

  test.each([
    ["2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"],
    ["2026-11-22T05:59:59.999Z", "2026-11-22T00:00:00Z"],
    ["2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z"],
    ["2026-11-22T07:00:00+02:00", "2026-11-22T00:00:00Z"],
  ])("at %s is floored to %s in a window of six hours", (now, expected) => {
    expect(signedAt(now, { renewEvery: Duration.hours(6) })).toBe(expected);
  });

  test.each([
    [Duration.hours(12), undefined, "2026-11-22T06:00:00Z"],
    [Duration.seconds(1801), undefined, "2026-11-22T06:45:00Z"],
    [Duration.seconds(3), undefined, "2026-11-22T06:59:59Z"],
    [Duration.seconds(2), Duration.seconds(1), "2026-11-22T06:59:59Z"],
  ])("is floored to half of expiresIn by default (%j)", (expiresIn, renewEvery, expected) => {
    expect(signedAt("2026-11-22T06:59:59Z", { expiresIn, renewEvery })).toBe(expected);
  });

  test("leaves a link expiresIn - renewEvery to live at the least", () => {
    const [expiresIn, renewEvery] = [Duration.minutes(50), Duration.minutes(20)];
    for (let second = 0; second < 3600; second += 7) {
      const now = Date.UTC(2026, 10, 22) + second * 1000;
      const link = share(new TerraformStack(testApp(new Date(now).toISOString()), "s"), "Link", {
        expiresIn,
        renewEvery,
      });

      expect(Date.parse(link.signedAt)).toBeLessThanOrEqual(now);
      expect(Date.parse(link.expiresAt) - now).toBeGreaterThan(30 * 60_000);
      expect(Date.parse(link.renewsAt)).toBeGreaterThan(now);
    }
  });

  test.each([new Date("2026-11-22T06:12:34.567Z"), "2026-11-22T07:12:34.567+01:00"])(
    "is the prop signedAt itself, to the second (%s)",
    (instant) => {
      const link = share(testStack(), "Link", { signedAt: instant });

      expect([link.signedAt, link.expiresAt, link.renewsAt]).toEqual([
        "2026-11-22T06:12:34Z",
        "2026-11-22T18:12:34Z",
        "2026-11-22T12:12:34Z",
      ]);
    },
  );
});

describe("now is", () => {
  const epoch = process.env["SOURCE_DATE_EPOCH"];
  const minutely = { expiresIn: Duration.minutes(2), renewEvery: Duration.minutes(1) };
  const unpinned = (): TerraformStack =>
    new TerraformStack(new App({ outdir: testApp().outdir, stackTraces: false }), "s");

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 22, 8) });
    delete process.env["SOURCE_DATE_EPOCH"];
  });

  afterEach(() => {
    jest.useRealTimers();
    if (epoch === undefined) {
      delete process.env["SOURCE_DATE_EPOCH"];
    } else {
      process.env["SOURCE_DATE_EPOCH"] = epoch;
    }
  });

  test("the clock's reading, taken once for an app", () => {
    const stack = unpinned();

    const first = share(stack, "A", minutely);
    jest.advanceTimersByTime(600_000);

    expect(share(stack, "B", minutely).signedAt).toBe(first.signedAt);
    expect(first.signedAt).toBe("2026-11-22T08:00:00Z");
    expect(share(unpinned(), "C", minutely).signedAt).toBe("2026-11-22T08:10:00Z");
  });

  test("SOURCE_DATE_EPOCH before the clock", () => {
    process.env["SOURCE_DATE_EPOCH"] = String(Date.UTC(2025, 0, 1) / 1000);

    expect(share(unpinned(), "A", minutely).signedAt).toBe("2025-01-01T00:00:00Z");
  });

  test("the context value signingTime before SOURCE_DATE_EPOCH", () => {
    process.env["SOURCE_DATE_EPOCH"] = "0";

    expect(share(testStack(), "A", minutely).signedAt).toBe("2026-11-22T07:00:00Z");
  });

  test.each(["yesterday", "1.5", "-1"])("refused when SOURCE_DATE_EPOCH is %s", (value) => {
    process.env["SOURCE_DATE_EPOCH"] = value;

    expect(() => share(unpinned(), "A", minutely)).toThrow(
      `SOURCE_DATE_EPOCH: must be a whole number of seconds since 1970, got "${value}" (at s/A)`,
    );
  });

  test.each([["soon"], [1795330800], ["2026-11-22"]])(
    "refused when the context says %p",
    (signingTime) => {
      expect(() => share(new TerraformStack(testApp(signingTime as string), "s"), "A")).toThrow(
        /^context signingTime: must be an instant in ISO 8601 with a time zone, .* \(at s\/A\)$/,
      );
    },
  );
});
