/** Whether a key may be used. */
export enum KeyStatus {
  /** The key works. */
  ACTIVE = "active",

  /**
   * The key is kept but refused, and every presigned URL that it signed is dead until it is active again. It
   * still takes one of the user's five places.
   */
  INACTIVE = "inactive",
}
