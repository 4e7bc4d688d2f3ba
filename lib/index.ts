/** The entry `cdktf-ionos-object-storage`: keys and share URLs as CDKTF constructs. Names are listed by hand. */
export { type Ownership, Region, type RegionProps } from "./catalog";
export { IonoscloudProvider, type IonoscloudProviderProps } from "./ionoscloud";
export {
  KeyScope,
  KeyStatus,
  ObjectStorageKey,
  type ObjectStorageKeyProps,
  ObjectStorageUser,
  type ObjectStorageUserOptions,
} from "./keys";
export {
  Bucket,
  type BucketProps,
  Duration,
  PresignedUrl,
  type PresignedUrlProps,
  type ResponseHeaders,
  SigningKey,
  type SigningKeyProps,
} from "./sharing";
