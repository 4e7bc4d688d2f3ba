/**
 * Refuses MessagePack that claims more members than it has bytes for. The decoder makes room for all members as soon
 * as it reads how many there are to be, so that a few bytes would take all memory.
 *
 * Source: MessagePack specification, formats.
 */
export function requireHonestClaims(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let expected = 1;
  for (let at = 0; at < bytes.length && expected > 0;) {
    const { length, members } = readHead(view, at);
    at += length;
    expected += members - 1;
    // Each member takes a byte at least.
    if (expected > bytes.length - at) {
      throw new Error("a value must have the members that it claims");
    }
  }
}

/** How many bytes an item takes but for its members, and how many members follow. */
function readHead(view: DataView, at: number): { length: number; members: number } {
  const head = view.getUint8(at);
  const leaf = (length: number): { length: number; members: number } => ({ length, members: 0 });
  const sized = (before: number, width: number): { length: number; members: number } =>
    leaf(before + width + readSize(view, at + 1, width));
  switch (true) {
    case head < 0x80 || head >= 0xe0: // a small integer
      return leaf(1);
    case head < 0x90: // a small map
      return { length: 1, members: 2 * (head - 0x80) };
    case head < 0xa0: // a small array
      return { length: 1, members: head - 0x90 };
    case head < 0xc0: // a small text
      return leaf(1 + head - 0xa0);
    case head < 0xc4: // nil, false, true
      return leaf(1);
    case head < 0xc7: // bytes
      return sized(1, 2 ** (head - 0xc4));
    case head < 0xca: // an extension
      return sized(2, 2 ** (head - 0xc7));
    case head < 0xcc: // a float
      return leaf(head === 0xca ? 5 : 9);
    case head < 0xd4: // an integer
      return leaf(1 + 2 ** (head & 3));
    case head < 0xd9: // a small extension
      return leaf(2 + 2 ** (head - 0xd4));
    case head < 0xdc: // a text
      return sized(1, 2 ** (head - 0xd9));
    default: {
      // an array or a map
      const width = head & 1 ? 4 : 2;
      const size = readSize(view, at + 1, width);
      return { length: 1 + width, members: head < 0xde ? size : 2 * size };
    }
  }
}

function readSize(view: DataView, at: number, width: number): number {
  return width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at) : view.getUint32(at);
}
