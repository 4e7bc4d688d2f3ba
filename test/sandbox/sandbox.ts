import { attach } from "../../lib/plugin/protocol";
import { type CloudApi, startCloudApi } from "./cloud-api/server";
import { ionoscloudProvider } from "./ionoscloud-provider/provider";
import { type S3Server, startS3Server } from "./s3-server";

/** Stand-ins for all that IONOS has to do with keys and links, running in this process. */
export interface Sandbox {
  readonly cloudApi: CloudApi;

  /** Knows exactly the keys of the Cloud API. */
  readonly s3: S3Server;

  /** What Terraform, and an app, need in their environment to work on it. */
  readonly environment: SandboxEnvironment;

  /** Ends it, and with it all that it knew. */
  close(): Promise<void>;
}

/**
 * Where the Cloud API is, who may ask it, and where the provider runs; and, for the endpoint of a `Region`, where
 * the S3 server is.
 */
export type SandboxEnvironment = Readonly<
  Record<"IONOS_API_URL" | "IONOS_TOKEN" | "TF_REATTACH_PROVIDERS" | "SANDBOX_S3_ENDPOINT", string>
>;

/**
 * Starts a Cloud API with an empty contract, an S3 server with empty buckets, and an `ionoscloud` provider that
 * Terraform finds running. All is in memory, on loopback, and gone in the end.
 */
export async function startSandbox(options: {
  readonly buckets: readonly string[];
}): Promise<Sandbox> {
  const cloudApi = await startCloudApi();
  const s3 = await startS3Server({ buckets: options.buckets, pairs: cloudApi.contract });
  const provider = await attach(ionoscloudProvider(cloudApi));
  return {
    cloudApi,
    s3,
    environment: {
      IONOS_API_URL: cloudApi.endpoint,
      IONOS_TOKEN: cloudApi.token,
      TF_REATTACH_PROVIDERS: JSON.stringify({
        "ionos-cloud/ionoscloud": provider.reattachConfig,
      }),
      SANDBOX_S3_ENDPOINT: s3.endpoint,
    },
    close: async () => {
      provider.stop();
      await s3.close();
      await cloudApi.close();
    },
  };
}
