import type { WriteStream } from "node:tty";

/**
 * Whether to write in colour: not where `NO_COLOR` is set (no-color.org), else where `FORCE_COLOR` asks for it,
 * else on a terminal that can.
 */
export function hasColor(stream: Pick<WriteStream, "isTTY">): boolean {
  const { NO_COLOR = "", FORCE_COLOR = "", TERM } = process.env;
  if (NO_COLOR !== "") {
    return false;
  }
  if (FORCE_COLOR !== "") {
    return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  }
  return stream.isTTY && TERM !== "dumb";
}
