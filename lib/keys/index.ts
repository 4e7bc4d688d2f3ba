export { KeyScope } from "./key-scope";
export { KeyStatus } from "./key-status";
export { ObjectStorageKey, type ObjectStorageKeyProps } from "./object-storage-key";
export { ObjectStorageUser, type ObjectStorageUserOptions } from "./object-storage-user";
