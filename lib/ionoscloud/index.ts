/** Thin bindings of the few types of the official provider that this package uses. */
export { IonoscloudProvider, type IonoscloudProviderProps } from "./ionoscloud-provider";
export { S3Key, type S3KeyProps } from "./s3-key";
