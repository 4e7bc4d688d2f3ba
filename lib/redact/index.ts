/** Secrets out of streams. Pure: text in, text out. */
export { LONGEST_BEGINNING, requireReadable } from "./encoding";
export { mark } from "./mark";
export { Redactor } from "./redactor";
