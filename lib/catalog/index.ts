export { CURRENT_KEY_FORMAT, isLegacyAccessKey, isSwapped, LEGACY_KEY_FORMAT } from "./key-format";
export { MAX_KEYS_PER_USER, MAX_PUT_BYTES } from "./limits";
export { type Ownership, Region, type RegionProps } from "./region";
