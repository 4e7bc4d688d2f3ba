/** Waits until something holds, for a bounded time. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) {
      throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Gives what comes, or fails where it takes too long. */
export async function within<T>(limitMs: number, what: string, coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`waited ${limitMs} ms in vain for ${what}`)),
      limitMs,
    );
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
