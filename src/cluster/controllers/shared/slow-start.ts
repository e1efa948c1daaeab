/**
 * Runs `count` equal pieces of work in batches of 1, 2, 4, 8 …, and stops after the first batch with a failure, so that a lasting reason for
 * failure costs few tries.
 * @returns how many went well, and the first error.
 */
export async function slowStart(
  count: number,
  run: (index: number) => Promise<void>,
): Promise<{ done: number; error?: unknown }> {
  let done = 0
  for (let size = Math.min(1, count); size > 0; size = Math.min(2 * size, count - done)) {
    const first = done
    const results = await Promise.allSettled(Array.from({ length: size }, (_, index) => run(first + index)))
    const failed = results.filter((result) => result.status === 'rejected')
    done += size - failed.length
    if (failed[0]) return { done, error: failed[0].reason as unknown }
  }
  return { done }
}

/** Runs all pieces of work at the same time and waits for all of them. @throws the first error. */
export async function runAll<T>(items: Iterable<T>, run: (item: T) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled([...items].map(run))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
