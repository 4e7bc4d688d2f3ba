import { App, TerraformStack } from "cdktf";
import {
  Bucket,
  Duration,
  IonoscloudProvider,
  KeyScope,
  KeyStatus,
  ObjectStorageKey,
  ObjectStorageUser,
  PresignedUrl,
  Region,
  SigningKey,
} from "cdktf-ionos-object-storage";

function main(): void {
  const app = new App();
  const stack = new TerraformStack(app, "share-report");
  new IonoscloudProvider(stack, "ionos", {});

  // Two users: a technical one for the pipeline, and an administrator with a key made by hand.
  const ci = ObjectStorageUser.fromUserId(stack, "Ci", "11111111-2222-3333-4444-555555555555");
  const admin = ObjectStorageUser.fromUserId(
    stack,
    "Admin",
    "66666666-7777-8888-9999-aaaaaaaaaaaa",
    { administrator: true, keysElsewhere: 1 },
  );

  // Three keys: one in use, one that waits to be deleted, and one that opens every bucket.
  new ObjectStorageKey(stack, "Deploy", { user: ci });
  new ObjectStorageKey(stack, "Retired", { user: ci, status: KeyStatus.INACTIVE });
  new ObjectStorageKey(stack, "Break-Glass", { user: admin, keyScope: KeyScope.ADMIN });

  // Two links, signed with the pair in the environment: one to read a report, one to hand in the next.
  const bucket = Bucket.of("acme-reports", { region: Region.EU_CENTRAL_3, owner: ci });
  const signingKey = SigningKey.fromEnvironment({ owner: ci });
  new PresignedUrl(stack, "Report", {
    bucket,
    objectKey: "2026/q3.pdf",
    expiresIn: Duration.hours(12),
    renewEvery: Duration.hours(6),
    signingKey,
    responseHeaders: { contentDisposition: 'attachment; filename="q3.pdf"' },
  });
  new PresignedUrl(stack, "Hand-In", {
    bucket,
    objectKey: "2026/q4.pdf",
    method: "PUT",
    contentType: "application/pdf",
    expiresIn: Duration.hours(8),
    signingKey,
  });

  app.synth();
}

try {
  main();
} catch (error) {
  // What is wrong is in the message; where it is, too.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
