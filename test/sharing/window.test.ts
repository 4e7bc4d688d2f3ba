import { TerraformStack, Testing } from "cdktf";
import { Duration, IonoscloudProvider, ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { share, type TerraformJson, testApp, USER_ID } from "../program";

const START = Date.UTC(2026, 10, 22, 6);
const WINDOW = 6 * 3600 * 1000;

/** What an app with keys and shares synthesizes at an instant. */
function synthAt(instant: number): string {
  const stack = new TerraformStack(testApp(new Date(instant).toISOString()), "sharing");
  new IonoscloudProvider(stack, "ionos", {});
  const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);
  new ObjectStorageKey(stack, "Deploy", { user });
  share(stack, "Report", { renewEvery: Duration.hours(6) });
  share(stack, "Upload", { renewEvery: Duration.hours(2), method: "PUT" });
  share(stack, "Pinned", { signedAt: "2026-11-22T05:00:00Z" });
  return Testing.synth(stack, true);
}

describe("a synth", () => {
  test("is byte for byte the same at 1,000 random instants of one window", () => {
    // The shortest window of the app: all synths within it agree.
    const shortest = WINDOW / 3;
    const synths = new Set(
      Array.from({ length: 1000 }, () => synthAt(START + Math.floor(Math.random() * shortest))),
    );
    synths.add(synthAt(START)).add(synthAt(START + shortest - 1));

    expect(synths.size).toBe(1);
  });

  test("differs one second past the window in URLs and times alone", () => {
    const [before, after] = [START + WINDOW - 1000, START + WINDOW].map(
      (instant) => JSON.parse(synthAt(instant)) as TerraformJson,
    );

    expect(differences(before, after)).toEqual([
      "output.Report_share.value.expires_at",
      "output.Report_share.value.renews_at",
      "output.Report_share.value.signed_at",
      "output.Report_url.value",
      "output.Upload_share.value.expires_at",
      "output.Upload_share.value.renews_at",
      "output.Upload_share.value.signed_at",
      "output.Upload_url.value",
    ]);
  });
});

/** The paths of the leaves in which two JSON values differ. */
function differences(a: unknown, b: unknown, path = ""): string[] {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
    return a === b ? [] : [path];
  }
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .sort()
    .flatMap((key) =>
      differences(
        (a as Record<string, unknown>)[key],
        (b as Record<string, unknown>)[key],
        path === "" ? key : `${path}.${key}`,
      ),
    );
}
