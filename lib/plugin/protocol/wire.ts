/** A value as the messages carry it. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
}
