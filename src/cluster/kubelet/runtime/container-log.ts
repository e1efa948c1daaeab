import type { Clock } from '#base'

export interface LogLine {
  timeMs: number
  stream: 'stdout' | 'stderr'
  /** With its newline, unless it is the last and was cut off. */
  bytes: Uint8Array
}

export interface LogReadOptions {
  follow?: boolean
  tailLines?: number
  /** Lines since then. */
  sinceMs?: number
  timestamps?: boolean
  limitBytes?: number
  signal: AbortSignal
}

const NEWLINE = 10
// Differs: a kubelet keeps five files of 10 MiB per container; here the oldest lines go earlier, so that talkative pods fit into the memory.
const MAX_BYTES = 512 * 1024
const encoder = new TextEncoder()

/** What one container instance wrote, line by line with the time of each. */
export class ContainerLog {
  readonly #clock: Clock
  #lines: LogLine[] = []
  /** Lines that were dropped from the front. */
  #dropped = 0
  #bytes = 0
  #closed = false
  readonly #open: { stdout: Uint8Array[]; stderr: Uint8Array[] } = { stdout: [], stderr: [] }
  readonly #readers = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get bytes(): number {
    return this.#bytes
  }

  write(stream: 'stdout' | 'stderr', chunk: Uint8Array): void {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#add(stream, chunk.subarray(start, end + 1))
      start = end + 1
    }
    if (start < chunk.length) this.#open[stream].push(chunk.subarray(start))
    this.#wake()
  }

  /** The container has ended: readers that follow come to their end. */
  close(): void {
    for (const stream of ['stdout', 'stderr'] as const)
      if (this.#open[stream].length > 0) this.#add(stream, new Uint8Array())
    this.#closed = true
    this.#wake()
  }

  /** The last part of the log, at most `lines` lines and `bytes` bytes: what becomes of a termination message. */
  tail(lines: number, bytes: number): Uint8Array {
    const text = join(this.#lines.slice(-lines).map((line) => line.bytes))
    return text.subarray(Math.max(0, text.length - bytes))
  }

  async *read(options: LogReadOptions): AsyncGenerator<Uint8Array> {
    const { follow, tailLines, sinceMs = 0, timestamps, signal } = options
    let left = options.limitBytes ?? Infinity
    let next = this.#dropped
    if (tailLines !== undefined) next = Math.max(next, this.#dropped + this.#lines.length - tailLines)
    const wanted = (line: LogLine) => line.timeMs >= sinceMs
    while (!signal.aborted) {
      while (next < this.#dropped + this.#lines.length) {
        next = Math.max(next, this.#dropped)
        const batch = this.#lines.slice(next - this.#dropped, next - this.#dropped + 200)
        next += batch.length
        const parts = batch
          .filter(wanted)
          .map((line) => (timestamps ? join([encoder.encode(`${stamp(line.timeMs)} `), line.bytes]) : line.bytes))
        const chunk = join(parts)
        if (chunk.length > left) {
          yield chunk.subarray(0, left)
          return
        }
        left -= chunk.length
        if (chunk.length > 0) yield chunk
      }
      if (!follow || this.#closed) return
      await this.#more(signal)
    }
  }

  #add(stream: 'stdout' | 'stderr', end: Uint8Array): void {
    const bytes = this.#open[stream].length > 0 ? join([...this.#open[stream].splice(0), end]) : end
    this.#lines.push({ timeMs: this.#clock.now(), stream, bytes })
    this.#bytes += bytes.length
    if (this.#bytes <= MAX_BYTES) return
    let freed = 0
    const count = this.#lines.findIndex((line) => (freed += line.bytes.length) > MAX_BYTES / 2)
    this.#lines = this.#lines.slice(count)
    this.#dropped += count
    this.#bytes = this.#lines.reduce((sum, line) => sum + line.bytes.length, 0)
  }

  #more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#readers.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#readers.add(done)
      signal.addEventListener('abort', done, { once: true })
    })
  }

  #wake(): void {
    for (const reader of this.#readers) reader()
  }
}

/** RFC 3339 with nanoseconds, as the container runtime writes it. */
function stamp(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('Z', '000000Z')
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
