/** Lengths of a pair, in characters. */
export interface KeyFormat {
  readonly accessKeyLength: number;
  readonly secretKeyLength: number;
}

/**
 * Keys generated before 2024-04-25. They reach user-owned buckets only.
 *
 * Source: IONOS Object Storage documentation, Key Management.
 */
export const LEGACY_KEY_FORMAT: KeyFormat = { accessKeyLength: 20, secretKeyLength: 40 };

/**
 * Keys generated since 2024-04-25. They reach buckets of both kinds, at all endpoints.
 *
 * Source: IONOS Object Storage documentation, Key Management. The alphabets are not documented, so nothing
 * here judges them.
 */
export const CURRENT_KEY_FORMAT: KeyFormat = { accessKeyLength: 92, secretKeyLength: 64 };

/** Whether a pair has the lengths of one whose halves were taken for each other. */
export function isSwapped(accessKeyId: string, secretAccessKey: string): boolean {
  return [LEGACY_KEY_FORMAT, CURRENT_KEY_FORMAT].some(
    ({ accessKeyLength, secretKeyLength }) =>
      accessKeyId.length === secretKeyLength && secretAccessKey.length === accessKeyLength,
  );
}

/** Whether an access key has the length of those generated before 2024-04-25. */
export function isLegacyAccessKey(accessKeyId: string): boolean {
  return accessKeyId.length === LEGACY_KEY_FORMAT.accessKeyLength;
}
