declare module "@20minutes/s3rver" {
  interface Options {
    readonly address: string;
    readonly port: number;
    readonly directory: string;
    readonly silent: boolean;
    readonly configureBuckets?: readonly {
      readonly name: string;
      readonly configs: readonly string[];
    }[];
  }
  type Middleware = (context: S3rver.Context, next: () => Promise<void>) => Promise<void>;
  class S3rver {
    public readonly middleware: Middleware[];
    public constructor(options: Options);
    public run(): Promise<import("node:net").AddressInfo>;
    public close(): Promise<void>;
  }
  namespace S3rver {
    interface Context {
      readonly headers: import("node:http").IncomingHttpHeaders;
      readonly query: Readonly<Record<string, unknown>>;
    }
  }
  export = S3rver;
}

declare module "@20minutes/s3rver/lib/models/account" {
  class AWSAccount {
    public static readonly DUMMY_ACCOUNT: AWSAccount;
    public readonly accessKeys: ReadonlyMap<string, string>;
    public constructor(accountId: number, displayName: string);
    public createKeyPair(accessKeyId: string, secretAccessKey: string): void;
    public revokeAccessKey(accessKeyId: string): void;
  }
  export = AWSAccount;
}

declare module "@20minutes/s3rver/lib/models/error" {
  class S3Error extends Error {
    public constructor(code: string, message: string);
  }
  export = S3Error;
}
