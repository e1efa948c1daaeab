import { FileError } from '../files/file-error.ts'
import type { OpenFile } from '../files/open-file.ts'

const CAPACITY = 65_536

interface Waiter {
  wake(): void
}

/** Bytes from one end to the other, in order; a writer waits while 64 KiB lie unread. */
export class Pipe {
  readonly reader: OpenFile
  readonly writer: OpenFile
  #chunks: Uint8Array[] = []
  #size = 0
  #writable = true
  /** Ends that readers see once each, without the pipe being closed. */
  #ends = 0
  #readable = true
  #readers: Waiter[] = []
  #writers: Waiter[] = []

  constructor(path = 'pipe:[1]') {
    const misuse = () => {
      throw new FileError('EBADF', path)
    }
    this.reader = {
      path,
      read: (most, signal) => this.read(most, signal),
      write: misuse,
      close: () => this.closeReader(),
    }
    this.writer = {
      path,
      read: misuse,
      write: (chunk, signal) => this.write(chunk, signal),
      close: () => this.closeWriter(),
    }
  }

  /** Unread bytes. */
  get size(): number {
    return this.#size
  }

  /** Whether a read would not wait. */
  get ready(): boolean {
    return this.#size > 0 || this.#ends > 0 || !this.#writable
  }

  /** At most `most` bytes; `undefined` when the writer has closed and nothing is left. Rejects with the signal's reason. */
  read(most: number, signal?: AbortSignal): Promise<Uint8Array | undefined> | Uint8Array | undefined {
    return this.ready ? this.#take(most) : this.#readLater(most, signal)
  }

  /** Resolves when there is room again. @throws FileError EPIPE when nobody reads any more */
  write(chunk: Uint8Array, signal?: AbortSignal): Promise<void> | void {
    if (!this.#readable || !this.#writable) throw new FileError('EPIPE', 'pipe')
    if (chunk.length === 0) return
    this.#chunks.push(chunk)
    this.#size += chunk.length
    wakeAll(this.#readers)
    if (this.#size > CAPACITY) return this.#drained(signal)
  }

  /** Lets one read find the end, as Ctrl+D on a terminal does. */
  endOnce(): void {
    this.#ends++
    wakeAll(this.#readers)
  }

  closeWriter(): void {
    this.#writable = false
    wakeAll(this.#readers)
    wakeAll(this.#writers)
  }

  closeReader(): void {
    this.#readable = false
    this.#chunks = []
    this.#size = 0
    wakeAll(this.#readers)
    wakeAll(this.#writers)
  }

  async #readLater(most: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    while (!this.ready && this.#readable) await wait(this.#readers, signal)
    return this.#take(most)
  }

  #take(most: number): Uint8Array | undefined {
    const chunk = this.#chunks[0]
    if (!chunk) {
      if (this.#ends > 0) this.#ends--
      return undefined
    }
    const taken = chunk.length <= most ? chunk : chunk.subarray(0, most)
    if (taken === chunk) this.#chunks.shift()
    else this.#chunks[0] = chunk.subarray(most)
    this.#size -= taken.length
    if (this.#size <= CAPACITY) wakeAll(this.#writers)
    return taken
  }

  async #drained(signal?: AbortSignal): Promise<void> {
    while (this.#size > CAPACITY && this.#readable) await wait(this.#writers, signal)
    if (!this.#readable) throw new FileError('EPIPE', 'pipe')
  }
}

function wait(waiters: Waiter[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error)
    const onAbort = () => reject(signal!.reason as Error)
    waiters.push({
      wake: () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      },
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

function wakeAll(waiters: Waiter[]): void {
  for (const waiter of waiters.splice(0)) waiter.wake()
}
