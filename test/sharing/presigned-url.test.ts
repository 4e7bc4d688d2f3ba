import { inspect } from "node:util";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import {
  Bucket,
  Duration,
  IonoscloudProvider,
  KeyStatus,
  ObjectStorageKey,
  ObjectStorageUser,
  Region,
  SigningKey,
} from "../../lib";
import { fingerprint, presign } from "../../lib/signing";
import {
  OTHER_USER_ID,
  share,
  SIGNING_KEY,
  synth,
  testApp,
  testBucket,
  testStack,
  USER_ID,
  warnings,
} from "../program";
import { SAMPLE_CREDENTIALS } from "../signing/requests";

const legacy = SigningKey.of({
  accessKeyId: "23cbca2790edd9f62100",
  secretAccessKey: "s".repeat(40),
});

describe("PresignedUrl", () => {
  test("outputs the URL that the signer makes at the beginning of the window, as sensitive", () => {
    const stack = testStack();

    share(stack);

    expect(synth(stack).output?.["Report_url"]).toEqual({
      sensitive: true,
      value: presign({
        method: "GET",
        endpoint: "https://s3.eu-central-3.ionoscloud.com",
        region: "eu-central-3",
        bucket: "acme-reports",
        objectKey: "2026/q3.pdf",
        credentials: SAMPLE_CREDENTIALS,
        signedAt: new Date("2026-11-22T06:00:00Z"),
        expiresInSeconds: 43200,
      }),
    });
  });

  test("outputs a descriptor that says everything but the secret", () => {
    const stack = testStack();

    share(stack);

    expect(synth(stack).output?.["Report_share"]).toEqual({
      value: {
        format: "presigned-url/1",
        method: "GET",
        bucket: "acme-reports",
        object_key: "2026/q3.pdf",
        version_id: "",
        region: "eu-central-3",
        endpoint: "https://s3.eu-central-3.ionoscloud.com",
        signed_headers: {},
        signed_at: "2026-11-22T06:00:00Z",
        expires_at: "2026-11-22T18:00:00Z",
        renews_at: "2026-11-22T12:00:00Z",
        access_key_fingerprint: fingerprint(SAMPLE_CREDENTIALS.accessKeyId),
      },
    });
  });

  test("offers the same as attributes", () => {
    const stack = testStack();

    const upload = share(stack, "Upload", { method: "PUT", contentType: " text/csv " });

    expect(upload).toMatchObject({
      signedAt: "2026-11-22T06:00:00Z",
      expiresAt: "2026-11-22T18:00:00Z",
      renewsAt: "2026-11-22T12:00:00Z",
      signedHeaders: { "content-type": "text/csv" },
    });
    expect(upload.url).toBe(synth(stack).output?.["Upload_url"]?.value);
  });

  test("signs what the holder must send and what the server answers with", () => {
    const stack = testStack();

    const upload = share(stack, "Upload", { method: "PUT", contentType: "text/csv" });
    const download = share(stack, "Download", {
      versionId: "v1",
      responseHeaders: {
        cacheControl: "no-store",
        contentDisposition: 'attachment; filename="q3.pdf"',
        contentEncoding: "gzip",
        contentLanguage: "de",
        contentType: "application/pdf",
        expires: "Sun, 22 Nov 2026 07:00:00 GMT",
      },
    });

    expect(new URL(upload.url).searchParams.get("X-Amz-SignedHeaders")).toBe("content-type;host");
    const { searchParams } = new URL(download.url);
    expect([...searchParams].filter(([name]) => !name.startsWith("X-Amz-"))).toEqual([
      ["response-cache-control", "no-store"],
      ["response-content-disposition", 'attachment; filename="q3.pdf"'],
      ["response-content-encoding", "gzip"],
      ["response-content-language", "de"],
      ["response-content-type", "application/pdf"],
      ["response-expires", "Sun, 22 Nov 2026 07:00:00 GMT"],
      ["versionId", "v1"],
    ]);
    const { output } = synth(stack);
    expect(output?.["Upload_share"]?.value).toMatchObject({
      method: "PUT",
      signed_headers: { "content-type": "text/csv" },
    });
    expect(output?.["Download_share"]?.value).toMatchObject({ version_id: "v1" });
  });

  test.each(["GET", "HEAD", "PUT", "DELETE"] as const)("may allow %s", (method) => {
    const stack = testStack();

    share(stack, "Link", { method });

    expect(synth(stack).output?.["Link_share"]?.value).toMatchObject({ method });
  });

  test.each([
    [
      "https://S3.Example.com:443/",
      "path",
      "https://s3.example.com",
      "https://s3.example.com/acme-reports/",
    ],
    [
      "https://s3.example.com",
      "virtual-hosted",
      "https://s3.example.com",
      "https://acme-reports.s3.example.com/",
    ],
    [
      "http://127.0.0.1:9000",
      "path",
      "http://127.0.0.1:9000",
      "http://127.0.0.1:9000/acme-reports/",
    ],
  ] as const)("works with the server %s, %s", (endpoint, addressing, origin, address) => {
    const stack = testStack();
    const region = Region.of({ name: "custom", endpoint, ownership: "user-owned" });

    const { url } = share(stack, "Link", { bucket: testBucket({ region, addressing }) });

    expect(url.startsWith(`${address}2026/q3.pdf?`)).toBe(true);
    expect(synth(stack).output?.["Link_share"]?.value).toMatchObject({
      endpoint: origin,
      region: "custom",
    });
  });

  test("escapes in the descriptor what Terraform would evaluate", () => {
    const stack = testStack();

    share(stack, "Link", { objectKey: "${a}/%{b}/$${c}" });

    expect(synth(stack).output?.["Link_share"]?.value).toMatchObject({
      object_key: "$${a}/%%{b}/$$${c}",
    });
  });

  test("takes a short access key of another server for what it is", () => {
    const signingKey = SigningKey.of({ accessKeyId: "a".repeat(19), secretAccessKey: "s" });

    expect(() => share(testStack(), "Link", { signingKey })).not.toThrow();
  });

  test("takes a legacy access key for a user-owned region", () => {
    expect(() =>
      share(testStack(), "Link", {
        signingKey: legacy,
        bucket: testBucket({ region: Region.EU_CENTRAL_2 }),
      }),
    ).not.toThrow();
  });
});

describe("the outputs of a PresignedUrl", () => {
  test("are named after its path below the stack, without hash", () => {
    const stack = testStack();

    share(stack, "Report");
    share(new Construct(stack, "Team-A") as TerraformStack, "Report");

    expect(Object.keys(synth(stack).output ?? {}).sort()).toEqual([
      "Report_share",
      "Report_url",
      "Team-A_Report_share",
      "Team-A_Report_url",
    ]);
  });

  test("are named as asked, and have the ids url and share", () => {
    const stack = testStack();

    const link = share(stack, "q3 of 2026", { outputName: "q3" });

    expect(Object.keys(synth(stack).output ?? {})).toEqual(["q3_share", "q3_url"]);
    expect(link.node.children.map((child) => child.node.id)).toEqual(["url", "share"]);
  });

  test.each<[string, (stack: TerraformStack) => void, string, string]>([
    [
      "two shares",
      (stack) => share(new Construct(stack, "Team") as TerraformStack, "Report", {}),
      "Team_Report_url",
      "sharing/Team_Report/url and sharing/Team/Report/url",
    ],
    [
      "a share and an output of the app",
      (stack) => new TerraformOutput(stack, "Team_Report_share", { value: "mine" }),
      "Team_Report_share",
      "sharing/Team_Report/share and sharing/Team_Report_share",
    ],
  ])("fail when %s have one name, and the error names both", (_name, add, name, owners) => {
    const stack = testStack();
    share(stack, "Team_Report");

    add(stack);

    expect(() => synth(stack)).toThrow(
      `outputName: must give each output of the stack a name of its own, got "${name}" for both ${owners}`,
    );
  });

  test("may have the same names in two stacks, one in the other too", () => {
    const app = testApp();
    const outer = new TerraformStack(app, "a");
    for (const stack of [outer, new TerraformStack(app, "b"), new TerraformStack(outer, "c")]) {
      share(stack);
    }

    expect(() => app.synth()).not.toThrow();
  });
});

describe("PresignedUrl fails when", () => {
  const of = (props: object): (() => unknown) => {
    const stack = testStack();
    return () => share(stack, "Report", props);
  };
  const variable = (): string =>
    new TerraformVariable(testStack("other"), "name", { type: "string" }).stringValue;
  const token =
    "must be known when the URL is signed, got a cdktf token (a value that Terraform resolves later)";

  test.each<[string, object, string]>([
    ["the life is a token", { expiresIn: variable() }, `expiresIn: ${token}`],
    ["the signing instant is a token", { signedAt: variable() }, `signedAt: ${token}`],
    ["the output name is a token", { outputName: variable() }, `outputName: ${token}`],
    [
      "the output name is null",
      { outputName: null },
      'outputName: must be a Terraform identifier (letters, digits, "_" and "-", no digit first), got null',
    ],
    [
      "the response headers are a token",
      { responseHeaders: variable() },
      `responseHeaders: ${token}`,
    ],
    [
      "the signing instant has an hour 24",
      { signedAt: "2026-02-01T24:00:00Z" },
      'signedAt: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got "2026-02-01T24:00:00Z"',
    ],
    [
      "a response header has the name of what every object has",
      { responseHeaders: { constructor: "a" } },
      'responseHeaders: must be of cacheControl, contentDisposition, contentEncoding, contentLanguage, contentType, expires, got "constructor"',
    ],
    [
      "the output name has a period",
      { outputName: "q3.2026" },
      'outputName: must be a Terraform identifier (letters, digits, "_" and "-", no digit first), got "q3.2026"',
    ],
    [
      "the life is a second, which leaves no window",
      { expiresIn: Duration.seconds(1), renewEvery: undefined },
      "expiresIn: must be from 2 seconds to 7 days (604800 seconds), got 1 seconds",
    ],
    [
      "the signing instant is a day that does not exist",
      { signedAt: "2026-02-30T07:00:00Z" },
      'signedAt: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got "2026-02-30T07:00:00Z"',
    ],
    [
      "the object key has a dot segment",
      { objectKey: "a/../b" },
      'objectKey: must not have the segment "..", which HTTP clients fold away (the link would be dead or open another object), got "a/../b"',
    ],
    [
      "the content type is a token",
      { method: "PUT", contentType: variable() },
      `contentType: ${token}`,
    ],
    [
      "a response header is a token",
      { responseHeaders: { contentType: variable() } },
      `responseHeaders.contentType: ${token}`,
    ],
    [
      "there is no bucket",
      { bucket: undefined },
      "bucket: must be a Bucket, made by Bucket.of(), got nothing",
    ],
    [
      "the bucket is a text",
      { bucket: "acme-reports" },
      'bucket: must be a Bucket, made by Bucket.of(), got "acme-reports"',
    ],
    [
      "there is no signing key",
      { signingKey: undefined },
      "signingKey: must be an ObjectStorageKey, or a SigningKey made by SigningKey.of() or SigningKey.fromEnvironment(), got nothing",
    ],
    [
      "the signing key is a bare pair",
      { signingKey: SAMPLE_CREDENTIALS },
      "signingKey: must be an ObjectStorageKey, or a SigningKey made by SigningKey.of() or SigningKey.fromEnvironment(), got an Object",
    ],
    [
      "the method is unknown",
      { method: "POST" },
      'method: must be one of "GET", "HEAD", "PUT", "DELETE", got "POST"',
    ],
    [
      "there is no life",
      { expiresIn: undefined },
      "expiresIn: must be a Duration, such as Duration.hours(12), got nothing",
    ],
    [
      "the life is a number",
      { expiresIn: 3600 },
      "expiresIn: must be a Duration, such as Duration.hours(12), got 3600",
    ],
    [
      "the life is 0",
      { expiresIn: Duration.seconds(0) },
      "expiresIn: must be from 2 seconds to 7 days (604800 seconds), got 0 seconds",
    ],
    [
      "the life is longer than seven days",
      { expiresIn: Duration.days(8) },
      "expiresIn: must be from 2 seconds to 7 days (604800 seconds), got 691200 seconds",
    ],
    [
      "it renews as seldom as it expires",
      { renewEvery: Duration.hours(12) },
      "renewEvery: must be at least 1 second and shorter than expiresIn (43200 seconds), got 43200 seconds",
    ],
    [
      "it renews never",
      { renewEvery: Duration.seconds(0) },
      "renewEvery: must be at least 1 second and shorter than expiresIn (43200 seconds), got 0 seconds",
    ],
    [
      "a download has a content type",
      { contentType: "text/csv" },
      "contentType: must only be given with PUT, got it with GET",
    ],
    [
      "an upload has response headers",
      { method: "PUT", responseHeaders: {} },
      "responseHeaders: must only be given with GET or HEAD, got it with PUT",
    ],
    [
      "an upload has a version",
      { method: "PUT", versionId: "v" },
      "versionId: must only be given with GET, HEAD or DELETE, got it with PUT",
    ],
    ["the version is empty", { versionId: "" }, "versionId: must not be empty, got an empty text"],
    [
      "the content type has a line break",
      { method: "PUT", contentType: "a\nb" },
      "contentType: must not have a line break or another control character, got a text with one",
    ],
    [
      "a response header is unknown",
      { responseHeaders: { etag: "a" } },
      'responseHeaders: must be of cacheControl, contentDisposition, contentEncoding, contentLanguage, contentType, expires, got "etag"',
    ],
    [
      "the response headers are a text",
      { responseHeaders: "inline" },
      'responseHeaders: must be an object, got "inline"',
    ],
    [
      "the signing instant is no instant",
      { signedAt: "yesterday" },
      'signedAt: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got "yesterday"',
    ],
    [
      "the signing instant has no time zone",
      { signedAt: "2026-11-22T07:00:00" },
      'signedAt: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got "2026-11-22T07:00:00"',
    ],
    [
      "the signing instant is an invalid Date",
      { signedAt: new Date(NaN) },
      'signedAt: must be an instant in ISO 8601 with a time zone, such as "2026-11-22T07:00:00Z", got an invalid Date',
    ],
    [
      "the output name is no identifier",
      { outputName: "q3 2026" },
      'outputName: must be a Terraform identifier (letters, digits, "_" and "-", no digit first), got "q3 2026"',
    ],
    [
      "the output name is empty",
      { outputName: "" },
      'outputName: must be a Terraform identifier (letters, digits, "_" and "-", no digit first), got ""',
    ],
    [
      "a legacy access key is to open a contract-owned region",
      { signingKey: legacy },
      "signingKey: must be generated since 2024-04-25 (access key of 92 characters) for a bucket of the contract-owned region eu-central-3, got an access key of 20 characters",
    ],
  ])("%s", (_name, props, message) => {
    expect(of(props)).toThrow(new Error(`${message} (at sharing/Report)`));
  });

  test("its path is no identifier", () => {
    expect(() => share(testStack(), "2026")).toThrow(
      'outputName: must be a Terraform identifier (letters, digits, "_" and "-", no digit first), got "2026" from the construct\'s path (set outputName, or give the construct another id) (at sharing/2026)',
    );
  });

  test("the signing key is declared inactive", () => {
    const stack = testStack();
    new IonoscloudProvider(stack, "ionos", {});
    const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);
    const inactive = new ObjectStorageKey(stack, "Old", { user, status: KeyStatus.INACTIVE });

    expect(() => share(stack, "A", { signingKey: inactive })).toThrow(
      "signingKey: must be active, got sharing/Old, which is declared inactive: IONOS refuses every link that it signs (at sharing/A)",
    );
  });
});

describe("PresignedUrl warns when", () => {
  const users = (
    stack: TerraformStack,
  ): Record<"owner" | "other" | "admin", ObjectStorageUser> => ({
    owner: ObjectStorageUser.fromUserId(stack, "Owner", USER_ID),
    other: ObjectStorageUser.fromUserId(stack, "Other", OTHER_USER_ID),
    admin: ObjectStorageUser.fromUserId(stack, "Admin", USER_ID.replaceAll("1", "9"), {
      administrator: true,
    }),
  });

  test.each([
    [Region.EU_CENTRAL_3, "owner", 0],
    [Region.EU_CENTRAL_3, "other", 1],
    [Region.EU_CENTRAL_3, "admin", 0],
    [Region.EU_CENTRAL_2, "owner", 0],
    [Region.EU_CENTRAL_2, "other", 1],
    [Region.EU_CENTRAL_2, "admin", 1],
  ] as const)("a bucket of $name is shared by its %s: %d times", (region, who, times) => {
    const stack = testStack();
    const { owner, [who]: keyOwner } = users(stack);

    share(stack, "Link", {
      bucket: testBucket({ region, owner }),
      signingKey: SigningKey.of({ ...SAMPLE_CREDENTIALS, owner: keyOwner }),
    });

    expect(warnings(stack)).toHaveLength(times);
    expect(warnings(stack).join()).toMatch(
      times ? /^signingKey: belongs to sharing\/(Other|Admin)/ : /^$/,
    );
  });

  test("nothing where an owner is not known, or is one user by two names", () => {
    const stack = testStack();
    const { owner, other } = users(stack);
    const again = ObjectStorageUser.fromUserId(stack, "Again", USER_ID);

    share(stack, "A", { bucket: testBucket({ owner }) });
    share(stack, "B", { signingKey: SigningKey.of({ ...SAMPLE_CREDENTIALS, owner: other }) });
    share(stack, "C", {
      bucket: testBucket({ owner }),
      signingKey: SigningKey.of({ ...SAMPLE_CREDENTIALS, owner: again }),
    });

    expect(warnings(stack)).toEqual([]);
  });

  test("an upload is open for more than a day", () => {
    const stack = testStack();

    share(stack, "Day", { method: "PUT", expiresIn: Duration.days(1) });
    share(stack, "Download", { expiresIn: Duration.days(7) });
    expect(warnings(stack)).toEqual([]);

    share(stack, "Longer", { method: "PUT", expiresIn: Duration.hours(25) });
    expect(warnings(stack)).toEqual([
      "expiresIn: lets whoever has the link overwrite the object for 25 hours, more than a day",
    ]);
  });

  test("the descriptor cannot show the object key as it is", () => {
    const stack = testStack();

    const { url } = share(stack, "Link", { objectKey: "u\u0308" });

    expect(url).toContain("/u%CC%88?");
    expect(warnings(stack)).toEqual([expect.stringMatching(/^objectKey: is not in Unicode NFC/)]);
  });

  test("its signing instant makes a link that does not work now", () => {
    const stack = testStack();

    share(stack, "Alive", { signedAt: "2026-11-21T19:00:01Z" });
    share(stack, "Dead", { signedAt: "2026-11-21T19:00:00Z" });
    share(stack, "Now", { signedAt: "2026-11-22T07:00:00Z" });
    share(stack, "Early", { signedAt: "2026-11-22T07:00:01Z" });

    expect(warnings(stack)).toEqual([
      "signedAt: makes a link that is dead since 2026-11-22T07:00:00Z",
      "signedAt: makes a link that is refused until 2026-11-22T07:00:01Z",
    ]);
  });
});

describe("Bucket.of and SigningKey.of fail when", () => {
  test.each<[string, () => unknown, string]>([
    [
      "the bucket has no region",
      () => Bucket.of("acme-reports", undefined as never),
      "region: must be a Region, such as Region.EU_CENTRAL_3 or Region.of({ … }), got nothing",
    ],
    [
      "the bucket's region is a text",
      () => testBucket({ region: "de" as never }),
      'region: must be a Region, such as Region.EU_CENTRAL_3 or Region.of({ … }), got "de"',
    ],
    [
      "the bucket's owner is a text",
      () => testBucket({ owner: USER_ID as never }),
      `owner: must be an ObjectStorageUser, got "${USER_ID}"`,
    ],
    [
      "the bucket's addressing is unknown",
      () => testBucket({ addressing: "host" as never }),
      'addressing: must be one of "path", "virtual-hosted", got "host"',
    ],
    [
      "the bucket's name is no name",
      () => Bucket.of("acme/reports", { region: Region.DE }),
      'bucket: must consist of lower-case letters, digits, hyphens, periods and underscores, got "acme/reports"',
    ],
    [
      "the key's owner is a text",
      () => SigningKey.of({ ...SAMPLE_CREDENTIALS, owner: USER_ID as never }),
      `owner: must be an ObjectStorageUser, got "${USER_ID}"`,
    ],
    [
      "the pair is swapped",
      () => SigningKey.of({ accessKeyId: "s".repeat(64), secretAccessKey: "a".repeat(92) }),
      "accessKeyId: must be the access key, got a text as long as a secret key (are the two swapped?)",
    ],
    [
      "the legacy pair is swapped",
      () => SigningKey.of({ accessKeyId: "s".repeat(40), secretAccessKey: "a".repeat(20) }),
      "accessKeyId: must be the access key, got a text as long as a secret key (are the two swapped?)",
    ],
  ])("%s", (_name, make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe("a SigningKey", () => {
  test("shows no secret when it is printed or serialised", () => {
    const shown =
      inspect(SIGNING_KEY, { depth: 9, showHidden: true }) + JSON.stringify(SIGNING_KEY);

    expect(shown).not.toContain(SAMPLE_CREDENTIALS.secretAccessKey);
  });
});
