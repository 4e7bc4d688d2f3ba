/** What a key opens. It follows from the user who owns it; IONOS has no narrower or wider key. */
export enum KeyScope {
  /** What the user may reach. */
  USER = "user",

  /** All buckets of the contract: the key of an administrator, which IONOS calls the ADMIN KEY. */
  ADMIN = "admin",
}
