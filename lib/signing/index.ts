/**
 * The entry `cdktf-ionos-object-storage/signing`: presigned URLs as one pure, synchronous function.
 * It needs no cdktf and reads no clock, environment, file or network.
 */
export { fingerprint } from "./fingerprint";
export { presign } from "./presign";
export type { Addressing, Credentials, HttpMethod, PresignRequest } from "./request";
export { SigningError } from "./signing-error";
