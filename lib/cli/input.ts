import { readFile } from "node:fs/promises";

/**
 * Reads a text: of a file, or of standard input for `-` and where no file is named. UTF-8, or UTF-16 as Windows
 * PowerShell redirects it.
 *
 * @param field what an error calls it
 */
export async function readInput(field: string, file = "-"): Promise<string> {
  if (file === "-" && process.stdin.isTTY) {
    throw new Error(`${field}: must be a file or come on standard input, got neither`);
  }
  let bytes: Buffer;
  try {
    bytes = file === "-" ? await readStandardInput() : await readFile(file);
  } catch (error) {
    throw cannot(field, "read", file, error);
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch (error) {
    throw cannot(field, "read", file, error);
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** What to say where a file cannot be read or written. */
export function cannot(field: string, verb: string, file: string, error: unknown): Error {
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  return new Error(
    `${field}: must be a file that can be ${verb}, got ${JSON.stringify(file)} (${code})`,
    { cause: error },
  );
}
