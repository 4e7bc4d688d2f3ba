import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  openSync,
  writeSync,
} from "node:fs";

const OWNER_ONLY = 0o600;

/**
 * Writes a text that only the owner of the file may read, also where the file is there with another mode: that is
 * changed before anything is written.
 *
 * @param isAppended after what is there. The file is somebody else's then, who may not let us change its mode.
 */
export function writePrivately(file: string, text: string, isAppended = false): void {
  const { O_WRONLY, O_CREAT, O_APPEND } = constants;
  try {
    const fd = openSync(file, O_WRONLY | O_CREAT | (isAppended ? O_APPEND : 0), OWNER_ONLY);
    try {
      // Not of a pipe or a device: /dev/null is everybody's.
      if (fstatSync(fd).isFile()) {
        restrict(fd, isAppended);
        if (!isAppended) {
          ftruncateSync(fd);
        }
      }
      writeAll(fd, Buffer.from(text));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw new Error(
      `--out: must be a file that can be written, got ${JSON.stringify(file)} (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`,
      { cause: error },
    );
  }
}

function restrict(fd: number, mayFail: boolean): void {
  try {
    fchmodSync(fd, OWNER_ONLY);
  } catch (error) {
    if (!mayFail) {
      throw error;
    }
  }
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(fd, bytes, at);
  }
}
