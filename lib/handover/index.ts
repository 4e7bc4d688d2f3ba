/** Links out of the outputs of a stack, to whoever is to know of them or to use them. Pure: text in, text out. */
export { type Format, type FormatName, FORMATS } from "./formats";
export { describeEnd, parseDuration, secondsLeft } from "./life";
export type { Link } from "./link";
export { readLinks } from "./read-links";
