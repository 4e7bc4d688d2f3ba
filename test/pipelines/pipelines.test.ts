import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { presign } from "../../lib/signing";
import { describeWithTerraform } from "../describe-with-terraform";
import { type S3Server, startS3Server } from "../sandbox/s3-server";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import { runAzureJob, type Variables } from "./azure";
import { runGithubJob } from "./github";
import { runGitlabJob } from "./gitlab";
import { Project } from "./project";

const { accessKeyId, secretAccessKey } = SAMPLE_CREDENTIALS;
const CONTENT = "what the report says\n";

/** Each of these runs Terraform several times. */
jest.setTimeout(120_000);

describeWithTerraform("examples/pipelines", () => {
  let s3: S3Server;
  let api: Server;
  let apiUrl: string;
  const requests: { url: string; headers: Record<string, unknown>; body: string }[] = [];
  let project: Project;

  beforeAll(async () => {
    s3 = await startS3Server({ buckets: ["acme-reports"], pairs: [SAMPLE_CREDENTIALS] });
    const upload = presign({
      method: "PUT",
      endpoint: s3.endpoint,
      region: "eu-central-3",
      bucket: "acme-reports",
      objectKey: "report.txt",
      credentials: SAMPLE_CREDENTIALS,
      signedAt: new Date(),
      expiresInSeconds: 60,
    });
    await fetch(upload, { method: "PUT", body: CONTENT });
    api = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        requests.push({ url: request.url!, headers: request.headers, body });
        response.writeHead(201).end("{}");
      });
    });
    await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
    apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await s3.close();
    await new Promise((resolve) => api.close(resolve));
  });

  beforeEach(() => {
    project = new Project({ S3_ENDPOINT: s3.endpoint });
    requests.length = 0;
  });

  afterEach(() => project.close());

  /** What no log may show. */
  function expectClean(...logs: readonly string[]): void {
    const log = logs.join("\n");
    expect(log).not.toMatch(/X-Amz-Signature=[0-9a-f]{64}/);
    expect(log).not.toContain(secretAccessKey);
  }

  describe("github.yml", () => {
    const context = {
      "vars.IONOS_S3_ACCESS_KEY": accessKeyId,
      "secrets.IONOS_S3_SECRET_KEY": secretAccessKey,
      "secrets.HANDOVER_KEY": "a long random text",
      "github.token": "ghs_token",
      "github.event.pull_request.number": "7",
    };

    test.each([
      [0, true],
      [2, true],
      [3, false],
    ])("posts the review that exits with %i, and then succeeds: %s", async (status, isSuccess) => {
      const job = await runGithubJob(project, "review", context, { REVIEW_STATUS: String(status) });

      expect(project.takeRecords()).toBe(
        "gh pr comment 7 --edit-last --create-if-none --body-file review.md\n## Review\n",
      );
      expect([job.isSuccess, job.log]).toEqual([
        isSuccess,
        expect.stringMatching(/Report_url += \(sensitive value\)/),
      ]);
      expectClean(job.log);
    });

    test("posts what the review really says of the plan", async () => {
      const job = await runGithubJob(project, "review", context, {});

      expect(job.isSuccess).toBe(true);
      const comment = project.takeRecords();
      expect(comment).toMatch(/--body-file review\.md\n/);
      expect(comment).toMatch(/share-added|Report_share/);
      expectClean(job.log, comment);
    });

    test("posts nothing and fails when the review fails", async () => {
      const { isSuccess } = await runGithubJob(project, "review", context, { REVIEW_STATUS: "1" });

      expect([isSuccess, project.takeRecords()]).toEqual([false, ""]);
    });

    test("hands the link to the steps of its job, and sealed to another job, and shows it nowhere", async () => {
      const shared = await runGithubJob(project, "share", context);
      expect([shared.isSuccess, shared.dropped]).toEqual([true, []]);
      expect(project.read("report.txt")).toBe(CONTENT);
      expect(shared.log).toMatch(/REPORT_URL: http.*X-Amz-Signature=\*\*\*/);

      const delivered = await runGithubJob(project, "deliver", {
        "needs.share.outputs.report": shared.outputs["report"]!,
        "secrets.HANDOVER_KEY": context["secrets.HANDOVER_KEY"],
      });
      expect(delivered.isSuccess).toBe(true);
      expect(project.read("report.txt", project.emptyFolder)).toBe(CONTENT);
      expectClean(shared.log, delivered.log);
      expect(shared.outputs["report"]).not.toContain("X-Amz");
    });

    test("would lose a link that is masked and not sealed", async () => {
      const job = await runGithubJob(
        project,
        "share",
        context,
        {},
        { report: "${{ env.REPORT_URL }}" },
      );

      expect([job.isSuccess, job.dropped]).toEqual([true, ["report"]]);
    });
  });

  describe("gitlab-ci.yml", () => {
    const variables = (): Record<string, string> => ({
      IONOS_S3_ACCESS_KEY: accessKeyId,
      IONOS_S3_SECRET_KEY: secretAccessKey,
      REVIEW_TOKEN: "glpat-token",
      CI_API_V4_URL: `${apiUrl}/api/v4`,
      CI_PROJECT_ID: "5",
      CI_MERGE_REQUEST_IID: "7",
    });

    test.each([
      [0, true],
      [2, true],
      [3, false],
    ])("posts the review that exits with %i, and then succeeds: %s", async (status, isSuccess) => {
      const job = await runGitlabJob(
        project,
        "review",
        { ...variables(), REVIEW_STATUS: String(status) },
        [secretAccessKey],
      );

      expect(requests).toMatchObject([
        {
          url: "/api/v4/projects/5/merge_requests/7/notes",
          headers: { "private-token": "glpat-token" },
        },
      ]);
      expect(new URLSearchParams(requests[0]!.body).get("body")).toBe("## Review\n");
      expect([job.isSuccess, job.log]).toEqual([
        isSuccess,
        expect.stringMatching(/Report_url += \(sensitive value\)/),
      ]);
      expectClean(job.log);
    });

    test("posts nothing and fails when the review fails", async () => {
      const { isSuccess } = await runGitlabJob(
        project,
        "review",
        { ...variables(), REVIEW_STATUS: "1" },
        [],
      );

      expect([isSuccess, requests]).toEqual([false, []]);
    });

    test("hands the link to another job, and shows it nowhere", async () => {
      const shared = await runGitlabJob(project, "share", variables(), [secretAccessKey]);
      expect(shared.isSuccess).toBe(true);

      const delivered = await runGitlabJob(project, "deliver", shared.variables, []);

      expect(delivered.isSuccess).toBe(true);
      expect(project.read("report.txt", project.emptyFolder)).toBe(CONTENT);
      expectClean(shared.log, delivered.log);
    });
  });

  describe("azure-pipelines.yml", () => {
    const plain = (value: string): Variables[string] => ({ value, isSecret: false });
    const variables = (status = 0): Variables => ({
      IONOS_S3_ACCESS_KEY: plain(accessKeyId),
      IONOS_S3_SECRET_KEY: { value: secretAccessKey, isSecret: true },
      "System.AccessToken": { value: "a-token", isSecret: true },
      "System.CollectionUri": plain(`${apiUrl}/acme/`),
      "System.TeamProjectId": plain("project"),
      "Build.Repository.ID": plain("repository"),
      "System.PullRequest.PullRequestId": plain("7"),
      REVIEW_STATUS: plain(String(status)),
    });

    test.each([
      [0, true],
      [2, true],
      [3, false],
    ])("posts the review that exits with %i, and then succeeds: %s", async (status, isSuccess) => {
      const job = await runAzureJob(project, "review", variables(status));

      expect(requests).toMatchObject([
        {
          url: "/acme/project/_apis/git/repositories/repository/pullRequests/7/threads?api-version=7.1",
          headers: { authorization: "Bearer a-token" },
        },
      ]);
      expect(JSON.parse(requests[0]!.body)).toEqual({
        status: 1,
        comments: [{ content: "## Review\n" }],
      });
      expect([job.isSuccess, job.log]).toEqual([
        isSuccess,
        expect.stringMatching(/Report_url += \(sensitive value\)/),
      ]);
      expectClean(job.log);
    });

    test("posts nothing and fails when the review fails", async () => {
      const { isSuccess } = await runAzureJob(project, "review", variables(1));

      expect([isSuccess, requests]).toEqual([false, []]);
    });

    test("hands the link to another job as a secret, and shows it nowhere", async () => {
      const shared = await runAzureJob(project, "share", variables());
      expect(shared.isSuccess).toBe(true);
      expect(shared.outputs["share.links.REPORT_URL"]).toMatchObject({ isSecret: true });

      const delivered = await runAzureJob(project, "deliver", {}, shared.outputs);

      expect(delivered.isSuccess).toBe(true);
      expect(project.read("report.txt", project.emptyFolder)).toBe(CONTENT);
      expectClean(shared.log, delivered.log);
    });
  });
});
