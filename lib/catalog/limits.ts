import type { Ownership } from "./region";

/**
 * Most keys that a user can have, active or not.
 *
 * Source: IONOS Object Storage documentation, Key Management and Limitations.
 */
export const MAX_KEYS_PER_USER = 5;

/**
 * Most bytes that one upload through a presigned PUT can bring, by the ownership of the bucket.
 *
 * Source: IONOS Object Storage documentation, Limitations (5 GiB and 5 GB).
 */
export const MAX_PUT_BYTES: Readonly<Record<Ownership, number>> = {
  "contract-owned": 5_368_709_120,
  "user-owned": 5_000_000_000,
};
