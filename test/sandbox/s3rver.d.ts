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
  class S3rver {
    public constructor(options: Options);
    public run(): Promise<import("node:net").AddressInfo>;
    public close(): Promise<void>;
  }
  export = S3rver;
}

declare module "@20minutes/s3rver/lib/models/account" {
  class AWSAccount {
    public constructor(accountId: number, displayName: string);
    public createKeyPair(accessKeyId: string, secretAccessKey: string): void;
    public revokeAccessKey(accessKeyId: string): void;
  }
  export = AWSAccount;
}
