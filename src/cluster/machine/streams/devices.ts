import type { OpenFile } from '../files/open-file.ts'

/** Shared by everything that is made of zeros, so that a large file of them costs nothing. */
const ZEROS = new Uint8Array(1024 * 1024)

/** `count` zero bytes; never changed by anybody. */
export function zeros(count: number): Uint8Array {
  return count <= ZEROS.length ? ZEROS.subarray(0, count) : new Uint8Array(count)
}

/** `/dev/null`: takes everything, has nothing. */
export const nullDevice: OpenFile = {
  path: '/dev/null',
  read: () => undefined,
  write: () => undefined,
  close: () => undefined,
}

/** `/dev/zero`. */
export const zeroDevice: OpenFile = {
  ...nullDevice,
  path: '/dev/zero',
  read: (most) => zeros(Math.min(most, ZEROS.length)),
}

/** A file that is there once, from its first byte to its last: virtual files, here documents. */
export function textFile(path: string, content: string | Uint8Array, write?: (text: string) => void): OpenFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  let position = 0
  return {
    path,
    read(most) {
      if (position >= bytes.length) return undefined
      const part = bytes.subarray(position, position + most)
      position += part.length
      return part
    },
    write: (chunk) => write?.(new TextDecoder().decode(chunk)),
    close: () => undefined,
  }
}

/** Hands everything that is written to `take`; reading finds nothing. */
export function sink(path: string, take: (chunk: Uint8Array) => Promise<void> | void): OpenFile {
  return { path, read: () => undefined, write: take, close: () => undefined }
}

/** Reads from an async source of chunks. */
export function sourceFile(path: string, source: AsyncIterable<Uint8Array>): OpenFile {
  const iterator = source[Symbol.asyncIterator]()
  let rest: Uint8Array | undefined
  return {
    path,
    async read(most, signal) {
      if (!rest || rest.length === 0) {
        const next = await abortable(iterator.next(), signal)
        if (next.done) return undefined
        rest = next.value
      }
      const part = rest.subarray(0, most)
      rest = rest.subarray(part.length)
      return part
    },
    write: () => undefined,
    // The source ends by itself; who closes a descriptor does not wait for that.
    close: () => void iterator.return?.()?.catch(() => undefined),
  }
}

/** `promise`, or the signal's reason when it aborts first. */
export function abortable<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const onAbort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
