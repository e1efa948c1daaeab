import { fail, parseArguments, type Applet } from './applet.ts'
import { eachInput, linesOf, readAll } from './text-lines.ts'
import { isFileError } from '../../machine/files/file-error.ts'

const decoder = new TextDecoder()
const NEWLINE = 10

/** `cat [-nbevtA] [FILE…]` */
export const cat: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'unbevtA')
  let number = 0
  return eachInput(process, argv, operands, async (file) => {
    if (flags.size === 0 || (flags.size === 1 && flags.has('u'))) {
      for (let chunk = await process.readFrom(file); chunk; chunk = await process.readFrom(file))
        await process.write(1, chunk)
      return
    }
    for await (const line of linesOf(process, file)) {
      const ended = line.at(-1) === NEWLINE
      const text = decoder.decode(ended ? line.subarray(0, -1) : line)
      const counted = flags.has('n') || (flags.has('b') && text !== '')
      const prefix = counted ? `${String(++number).padStart(6)}\t` : ''
      const marks = flags.has('e') || flags.has('A')
      await process.write(1, prefix + text + (marks ? '$' : '') + (ended ? '\n' : ''))
    }
  })
}

/** `head [-n LINES] [-c BYTES] [FILE…]` */
export const head: Applet = async (process, argv) => {
  const { values, operands, flags } = parseArguments(withCount(argv.slice(1)), 'n:c:qv')
  const bytes = values.has('c') ? readCount(values.get('c')!) : undefined
  const count = Number(values.get('n') ?? 10)
  let first = true
  return eachInput(process, argv, operands, async (file, name) => {
    if (operands.length > 1 && !flags.has('q')) {
      await process.write(1, `${first ? '' : '\n'}==> ${name} <==\n`)
      first = false
    }
    if (bytes !== undefined) {
      for (let left = bytes; left > 0;) {
        const chunk = await process.readFrom(file, left)
        if (!chunk) return
        left -= chunk.length
        await process.write(1, chunk)
      }
      return
    }
    if (count < 0) {
      const lines: Uint8Array[] = []
      for await (const line of linesOf(process, file)) {
        lines.push(line)
        if (lines.length > -count) await process.write(1, lines.shift()!)
      }
      return
    }
    let left = count
    if (left === 0) return
    for await (const line of linesOf(process, file)) {
      await process.write(1, line)
      if (--left === 0) return
    }
  })
}

const FOLLOW_MS = 1000
const NOTICED_BYTES = 1024 * 1024

/** `tail [-f] [-n [+]LINES] [-c [+]BYTES] [FILE…]`. Keeps what it may still have to print, as the real one does. */
export const tail: Applet = async (process, argv) => {
  const { values, operands, flags } = parseArguments(withCount(argv.slice(1)), 'n:c:fFqvs:')
  const spec = values.get('c') ?? values.get('n') ?? '10'
  const fromStart = spec.startsWith('+')
  const count = Math.abs(readCount(spec.replace('+', '')))
  const byBytes = values.has('c')
  const followed: { name: string; size: number }[] = []
  let first = true
  const status = await eachInput(process, argv, operands, async (file, name) => {
    if (operands.length > 1 && !flags.has('q')) {
      await process.write(1, `${first ? '' : '\n'}==> ${name} <==\n`)
      first = false
    }
    if (byBytes) {
      const all = await readAll(process, file)
      const start = fromStart ? count - 1 : Math.max(0, all.length - count)
      await process.write(1, all.subarray(start))
    } else {
      const lines: Uint8Array[] = []
      let seen = 0
      let kept = 0
      for await (const line of linesOf(process, file)) {
        if (fromStart) {
          if (++seen >= count) await process.write(1, line)
          continue
        }
        lines.push(line)
        kept += line.length
        if (lines.length > count) kept -= lines.shift()!.length
        if (kept > NOTICED_BYTES) process.hold(kept)
      }
      for (const line of lines) await process.write(1, line)
    }
    if (name !== '-') followed.push({ name, size: sizeOf(process.files, name) })
  })
  if (!flags.has('f') && !flags.has('F')) return status
  for (;;) {
    await process.sleep(FOLLOW_MS)
    for (const entry of followed) {
      const size = sizeOf(process.files, entry.name)
      if (size < entry.size) entry.size = 0
      if (size > entry.size) {
        await process.write(1, process.files.readBytes(entry.name).subarray(entry.size))
        entry.size = size
      }
    }
  }
}

/** `wc [-lwcm] [FILE…]` */
export const wc: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'lwcmL')
  const total = [0, 0, 0]
  const show = (counts: readonly number[], name: string) => {
    const wanted = [flags.has('l'), flags.has('w'), flags.has('c') || flags.has('m')]
    const shown = counts.filter((_count, index) => flags.size === 0 || wanted[index])
    const numbers =
      shown.length === 1 && name === '' ? String(shown[0]) : shown.map((value) => String(value).padStart(9)).join(' ')
    const text = shown.length === 1 ? String(shown[0]) : numbers
    return process.write(1, `${text}${name && ` ${name}`}\n`)
  }
  const status = await eachInput(process, argv, operands, async (file, name) => {
    const bytes = await readAll(process, file)
    const text = decoder.decode(bytes)
    const counts = [
      bytes.reduce((sum, byte) => sum + Number(byte === NEWLINE), 0),
      text.split(/\s+/).filter(Boolean).length,
      bytes.length,
    ]
    for (const [index, value] of counts.entries()) total[index]! += value
    await show(counts, name === '-' ? '' : name)
  })
  if (operands.length > 1) await show(total, 'total')
  return status
}

/** `tee [-a] [FILE…]` */
export const tee: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'ai')
  const outputs = []
  let status = 0
  for (const name of operands) {
    try {
      outputs.push(
        process.files.open(name, { write: true, create: true, append: flags.has('a'), truncate: !flags.has('a') }),
      )
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `${name}: ${error.message}`)
    }
  }
  for (let chunk = await process.read(0); chunk; chunk = await process.read(0)) {
    await process.write(1, chunk)
    for (const output of outputs) await output.write(chunk, process.signal)
  }
  for (const output of outputs) output.close()
  return status
}

/** `-5` as `-n 5`. */
function withCount(args: readonly string[]): string[] {
  return args.flatMap((argument) => (/^-\d+$/.test(argument) ? ['-n', argument.slice(1)] : [argument]))
}

function readCount(text: string): number {
  const [, digits, unit = ''] = /^(-?\d+)([bkmKMG]?)/.exec(text) ?? []
  const factor = { '': 1, b: 512, k: 1024, K: 1024, m: 1024 ** 2, M: 1024 ** 2, G: 1024 ** 3 }[unit] ?? 1
  return Number(digits ?? 0) * factor
}

function sizeOf(files: Parameters<Applet>[0]['files'], path: string): number {
  const inode = files.find(path)
  return inode?.kind === 'file' ? inode.size : 0
}
