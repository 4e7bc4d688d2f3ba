import { type Sandbox, startSandbox } from "../sandbox";
import { TerraformFolder } from "../terraform-folder";

export const USER = `
resource "ionoscloud_user" "ada" {
  first_name = "Ada"
  last_name  = "Example"
  email      = "Ada@example.com"
  password   = "correct horse"
  active     = true
}`;

export const GROUP = `
resource "ionoscloud_group" "s3" {
  name         = "s3-users"
  s3_privilege = true
  user_ids     = [ionoscloud_user.ada.id]
}`;

export const KEY = `
resource "ionoscloud_s3_key" "a" {
  user_id    = ionoscloud_user.ada.id
  active     = true
  depends_on = [ionoscloud_group.s3]
}`;

/** A sandbox, and one configuration that is applied to it. */
export class Program {
  public static async start(): Promise<Program> {
    return new Program(await startSandbox({ buckets: [] }));
  }

  public readonly terraform: TerraformFolder;

  private constructor(public readonly sandbox: Sandbox) {
    this.terraform = new TerraformFolder(sandbox.environment);
  }

  public write(...parts: readonly string[]): void {
    this.terraform.write(`
terraform {
  required_providers {
    ionoscloud = { source = "ionos-cloud/ionoscloud" }
  }
}
${parts.join("\n")}`);
  }

  public async apply(...parts: readonly string[]): Promise<void> {
    this.write(...parts);
    await this.terraform.succeed("apply", "-auto-approve");
  }

  /** 0: the plan is empty; 2: it is not. */
  public async planStatus(): Promise<number | null> {
    return (await this.terraform.run("plan", "-detailed-exitcode")).status;
  }

  /** The id of the only user. */
  public get ada(): string {
    return this.sandbox.cloudApi.contract.allUsers()[0]!.id;
  }

  /** What is asked of the Cloud API while something is done, ids left out. */
  public async requestsOf(work: () => Promise<unknown>): Promise<string[]> {
    const { log } = this.sandbox.cloudApi;
    const before = log.length;
    await work();
    return log
      .slice(before)
      .map(({ method, path }) =>
        `${method} ${path}`
          .replace("/cloudapi/v6", "")
          .replace(/\/(users|groups|requests|s3keys)\/[^/]+/g, "/$1/*"),
      );
  }

  public async close(): Promise<void> {
    this.terraform.close();
    await this.sandbox.close();
  }
}
