import { isFileError } from '../../machine/files/file-error.ts'
import { concat } from '../../machine/files/file-handle.ts'
import type { OpenFile } from '../../machine/files/open-file.ts'
import type { Process } from '../../machine/process/process.ts'
import { nameOf } from './applet.ts'

const NEWLINE = 10
const NOTICED_BYTES = 1024 * 1024

/** The lines of a stream as bytes, each with its newline where it has one. */
export async function* linesOf(process: Process, file: OpenFile): AsyncIterable<Uint8Array> {
  const begun = new Held(process)
  for (let chunk = await process.readFrom(file); chunk; chunk = await process.readFrom(file)) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      begun.add(chunk.subarray(start, end + 1))
      yield begun.take()
      start = end + 1
    }
    begun.add(chunk.subarray(start))
  }
  if (begun.size > 0) yield begun.take()
}

/** Everything of a stream. */
export async function readAll(process: Process, file: OpenFile): Promise<Uint8Array> {
  const held = new Held(process)
  for (let chunk = await process.readFrom(file); chunk; chunk = await process.readFrom(file)) held.add(chunk)
  return held.take()
}

/** What a program has read and not used yet. Parts are joined late, so that an endless line of zeros fills the memory of its container alone. */
class Held {
  readonly #process: Process
  #parts: Uint8Array[] = []
  size = 0

  constructor(process: Process) {
    this.#process = process
  }

  add(part: Uint8Array): void {
    if (part.length === 0) return
    this.#parts.push(part)
    this.size += part.length
    if (this.size > NOTICED_BYTES) this.#process.hold(this.size)
  }

  /** All of it, as one. */
  take(): Uint8Array {
    const [first = new Uint8Array()] = this.#parts
    const whole = this.#parts.length <= 1 ? first : concat(this.#parts)
    this.#parts = []
    this.size = 0
    return whole
  }
}

/**
 * Calls `use` with each operand opened for reading, stdin for none and for `-`. What cannot be opened is said as BusyBox says it.
 * @returns 1 when a file could not be read
 */
export async function eachInput(
  process: Process,
  argv: readonly string[],
  operands: readonly string[],
  use: (file: OpenFile, name: string) => Promise<void>,
): Promise<number> {
  let status = 0
  for (const name of operands.length > 0 ? operands : ['-']) {
    try {
      const file = name === '-' ? process.file(0) : process.files.open(name, { read: true })
      try {
        await use(file, name)
      } finally {
        if (name !== '-') file.close()
      }
    } catch (error) {
      if (!isFileError(error) || error.code === 'EPIPE') throw error
      const reason = error.code === 'EISDIR' ? 'read error: Is a directory' : `can't open '${name}': ${error.message}`
      await process.write(2, `${nameOf(argv)}: ${reason}\n`)
      status = 1
    }
  }
  return status
}
