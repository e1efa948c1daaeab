import { isFileError } from '../../machine/files/file-error.ts'
import type { OpenFile } from '../../machine/files/open-file.ts'
import type { Process } from '../../machine/process/process.ts'
import { nameOf } from './applet.ts'

const NEWLINE = 10

/** The lines of a stream as bytes, each with its newline where it has one. */
export async function* linesOf(process: Process, file: OpenFile): AsyncIterable<Uint8Array> {
  let rest: Uint8Array = new Uint8Array()
  for (;;) {
    const chunk = await file.read(65_536, process.signal)
    if (!chunk) break
    const bytes = rest.length > 0 ? join(rest, chunk) : chunk
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      yield bytes.subarray(start, end + 1)
      start = end + 1
    }
    rest = bytes.subarray(start)
  }
  if (rest.length > 0) yield rest
}

/** Everything of a stream. */
export async function readAll(process: Process, file: OpenFile): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array()
  for (let chunk = await file.read(65_536, process.signal); chunk; chunk = await file.read(65_536, process.signal))
    bytes = bytes.length === 0 ? chunk : join(bytes, chunk)
  return bytes
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

export function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
