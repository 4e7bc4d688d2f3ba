export { Bucket, type BucketProps } from "./bucket";
export { Duration } from "./duration";
export { PresignedUrl, type PresignedUrlProps } from "./presigned-url";
export type { ResponseHeaders } from "./response-headers";
export { SigningKey, type SigningKeyProps } from "./signing-key";
