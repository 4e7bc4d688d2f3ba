import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import {
  Bucket,
  Duration,
  IonoscloudProvider,
  KeyStatus,
  ObjectStorageKey,
  ObjectStorageUser,
  PresignedUrl,
  Region,
} from "cdktf-ionos-object-storage";
import { CloudUser, ObjectStorageGroup } from "../../test/sandbox/cloud-resources";
import { BUCKET, OBJECT_KEY } from "./links";

const LIFE = { expiresIn: Duration.hours(2), renewEvery: Duration.hours(1) };

/** What the steps of the demo change. */
export interface Variation {
  /** What the app takes for now. */
  readonly at: Date;

  /** Of the key that deploys. */
  readonly status?: KeyStatus;

  /** Who owns the key that reads. */
  readonly reader?: "Ada" | "Bob";

  /** How many keys Ada has besides. */
  readonly moreKeys?: number;
}

/** Two people, the group that lets them have keys, a key for each task, and links signed with them. */
export class LifeApp {
  /** When a synth gives other links, in ISO 8601. */
  public renewsAt = "";

  public readonly folder: string;

  public constructor(
    private readonly root: string,
    private readonly endpoint: string,
  ) {
    this.folder = join(root, "cdktf.out", "stacks", "demo");
  }

  /** Runs the app, always into the same folder. */
  public synth({ at, status, reader = "Ada", moreKeys = 0 }: Variation): void {
    const app = new App({
      outdir: join(this.root, "cdktf.out"),
      stackTraces: false,
      context: { signingTime: at.toISOString() },
    });
    const stack = new TerraformStack(app, "demo");
    stack.addOverride("terraform.backend.local.path", join(this.root, "demo.tfstate"));
    new IonoscloudProvider(stack, "ionos", {});

    const people = { Ada: new CloudUser(stack, "Ada"), Bob: new CloudUser(stack, "Bob") };
    const group = new ObjectStorageGroup(stack, "Group", Object.values(people));
    const users = {
      Ada: ObjectStorageUser.fromUserId(stack, "AdaUser", people.Ada.userId),
      Bob: ObjectStorageUser.fromUserId(stack, "BobUser", people.Bob.userId),
    };
    const common = { dependsOn: [group] };
    const deploy = new ObjectStorageKey(stack, "Deploy", {
      ...common,
      user: users.Ada,
      ...(status && { status }),
    });
    const read = new ObjectStorageKey(stack, "Read", { ...common, user: users[reader] });
    for (let i = 1; i <= moreKeys; i++) {
      new ObjectStorageKey(stack, `More${i}`, { ...common, user: users.Ada });
    }

    const region = Region.of({
      name: "eu-central-3",
      endpoint: this.endpoint,
      ownership: "contract-owned",
    });
    const grant = { bucket: Bucket.of(BUCKET, { region }), objectKey: OBJECT_KEY, ...LIFE };
    // No new link is signed with a key that is refused; the old ones are dead as long as it is.
    if (status !== KeyStatus.INACTIVE) {
      const contentType = "text/csv";
      new PresignedUrl(stack, "Upload", {
        ...grant,
        signingKey: deploy,
        method: "PUT",
        contentType,
      });
    }
    this.renewsAt = new PresignedUrl(stack, "Download", { ...grant, signingKey: read }).renewsAt;
    app.synth();
  }
}
