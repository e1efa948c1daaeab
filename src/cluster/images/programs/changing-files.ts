import { FileError, isFileError } from '../../machine/files/file-error.ts'
import { concat } from '../../machine/files/file-handle.ts'
import type { FileView } from '../../machine/files/file-view.ts'
import type { Process } from '../../machine/process/process.ts'
import { fail, nameOf, parseArguments, type Applet } from './applet.ts'

/** Runs `change` for each operand; what fails is said and makes the exit code 1. */
async function each(
  process: Process,
  operands: readonly string[],
  change: (path: string) => void,
  say: (path: string, error: FileError) => string,
): Promise<number> {
  let status = 0
  for (const path of operands) {
    try {
      change(path)
    } catch (error) {
      if (!isFileError(error)) throw error
      status = 1
      await process.write(2, `${say(path, error)}\n`)
    }
  }
  return status
}

export const mkdir: Applet = (process, argv) => {
  const { flags, values, operands } = parseArguments(argv.slice(1), 'pm:v', { parents: 'p', mode: 'm' })
  const mode = values.has('m') ? parseInt(values.get('m')!, 8) : undefined
  return each(
    process,
    operands,
    (path) => {
      process.files.mkdir(path, { parents: flags.has('p') })
      if (mode !== undefined) process.files.change(path, { mode })
    },
    (path, error) => `mkdir: can't create directory '${path}': ${error.message}`,
  )
}

export const rmdir: Applet = (process, argv) =>
  each(
    process,
    parseArguments(argv.slice(1), 'p').operands,
    (path) => process.files.rmdir(path),
    (path, error) => `rmdir: '${path}': ${error.message}`,
  )

export const rm: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'rRfiv', { recursive: 'r', force: 'f' })
  if (operands.length === 0 && !flags.has('f')) return fail(process, argv, 'missing operand')
  const { files } = process
  return each(
    process,
    operands,
    (path) => {
      const inode = files.find(path, false)
      if (!inode) {
        if (flags.has('f')) return
        files.stat(path, false)
      }
      if (inode?.kind === 'directory' && !flags.has('r') && !flags.has('R')) throw new FileError('EISDIR', path)
      removeAll(files, path)
    },
    (path, error) =>
      error.code === 'EISDIR' ? `rm: '${path}' is a directory` : `rm: can't remove '${error.path}': ${error.message}`,
  )
}

/** Removes a file, or a directory with all in it. @throws FileError */
export function removeAll(files: FileView, path: string): void {
  if (files.stat(path, false).inode.kind !== 'directory') return files.unlink(path)
  for (const name of files.list(path)) removeAll(files, `${path.replace(/\/$/, '')}/${name}`)
  files.rmdir(path)
}

export const touch: Applet = (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'cad:mr:t:', { date: 'd', 'no-create': 'c' })
  const { files } = process
  return each(
    process,
    operands,
    (path) => {
      if (files.resolve(path).inode) files.change(path, { mtimeMs: files.now() })
      else if (!flags.has('c')) files.open(path, { write: true, create: true }).close()
    },
    (path, error) => `touch: ${path}: ${error.message}`,
  )
}

export const ln: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'sfnv')
  const { files } = process
  const [target = '', given] = operands
  const base = given ?? nameOf([target])
  const path = files.isDirectory(base) && !flags.has('n') ? `${base}/${nameOf([target])}` : base
  return each(
    process,
    [path],
    () => {
      if (flags.has('f') && files.find(path, false)) files.unlink(path)
      if (flags.has('s')) files.symlink(target, path)
      else files.link(target, path)
    },
    (_path, error) => `ln: ${path}: ${error.message}`,
  )
}

/** `chmod [-R] MODE FILE…` with octal and symbolic modes. */
export const chmod: Applet = (process, argv) => {
  const args = argv.slice(1)
  const recursive = args[0] === '-R' && args.shift() !== undefined
  const [mode = '', ...operands] = args
  const apply = (path: string) => {
    const { inode } = process.files.stat(path)
    process.files.change(path, { mode: newMode(mode, inode.mode, inode.kind === 'directory') })
    if (recursive && inode.kind === 'directory') for (const name of process.files.list(path)) apply(`${path}/${name}`)
  }
  return each(process, operands, apply, (path, error) => `chmod: ${path}: ${error.message}`)
}

function newMode(text: string, old: number, isDirectory: boolean): number {
  if (/^[0-7]+$/.test(text)) return parseInt(text, 8)
  let mode = old
  for (const clause of text.split(',')) {
    const [, who = '', operator = '+', what = ''] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? []
    const targets = who === '' || who.includes('a') ? 'ugo' : who
    let bits = 0
    for (const target of targets) {
      const shift = { u: 6, g: 3, o: 0 }[target] ?? 0
      if (what.includes('r')) bits |= 4 << shift
      if (what.includes('w')) bits |= 2 << shift
      if (what.includes('x') || (what.includes('X') && (isDirectory || (old & 0o111) !== 0))) bits |= 1 << shift
      if (operator === '=') mode &= ~(7 << shift)
    }
    mode = operator === '-' ? mode & ~bits : mode | bits
  }
  return mode
}

/** `chown [-R] USER[:GROUP] FILE…` */
export const chown: Applet = (process, argv) =>
  changeOwner(process, argv, (owner) => {
    const [user = '', group = ''] = owner.split(/[:.]/)
    return {
      ...(user !== '' && { uid: idOf(process, '/etc/passwd', user) }),
      ...(group !== '' && { gid: idOf(process, '/etc/group', group) }),
    }
  })

/** `chgrp [-R] GROUP FILE…` */
export const chgrp: Applet = (process, argv) =>
  changeOwner(process, argv, (group) => ({ gid: idOf(process, '/etc/group', group) }))

function changeOwner(
  process: Process,
  [name = '', ...args]: readonly string[],
  read: (owner: string) => { uid?: number | undefined; gid?: number | undefined },
): Promise<number> {
  const recursive = args[0] === '-R' && args.shift() !== undefined
  const [owner = '', ...operands] = args
  const { uid, gid } = read(owner)
  const fields = { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) }
  const apply = (path: string) => {
    process.files.change(path, fields)
    if (recursive && process.files.isDirectory(path))
      for (const child of process.files.list(path)) apply(`${path}/${child}`)
  }
  return each(process, operands, apply, (path, error) => `${name}: ${path}: ${error.message}`)
}

function idOf(process: Process, database: string, name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name)
  const line = process.files
    .readText(database)
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  return line === undefined ? undefined : Number(line.split(':')[2])
}

/** `cp [-rpaf] FILE… TO` */
export const cp: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'rRapfdLPivTu')
  const to = operands.pop()
  const { files } = process
  if (to === undefined || operands.length === 0) return fail(process, argv, 'missing operand')
  const into = files.isDirectory(to)
  if (operands.length > 1 && !into) return fail(process, argv, `target '${to}' is not a directory`)
  const recursive = ['r', 'R', 'a'].some((flag) => flags.has(flag))
  return each(
    process,
    operands,
    (from) =>
      copy(files, from, into ? `${to.replace(/\/$/, '')}/${nameOf([from.replace(/\/+$/, '')])}` : to, recursive),
    (from, error) => {
      if (error.code === 'EISDIR' && error.path === from) return `cp: omitting directory '${from}'`
      return error.path === from
        ? `cp: can't stat '${from}': ${error.message}`
        : `cp: can't create '${error.path}': ${error.message}`
    },
  )
}

function copy(files: FileView, from: string, to: string, recursive: boolean): void {
  const { inode } = files.stat(from, !recursive)
  if (inode.kind === 'directory') {
    if (!recursive) throw new FileError('EISDIR', from)
    if (!files.isDirectory(to)) files.mkdir(to, { mode: inode.mode })
    for (const name of files.list(from)) copy(files, `${from}/${name}`, `${to}/${name}`, true)
  } else if (inode.kind === 'symlink') files.symlink(inode.target, to)
  else files.writeFile(to, files.readBytes(from), { mode: inode.mode })
}

/** `mv FILE… TO` */
export const mv: Applet = async (process, argv) => {
  const { operands } = parseArguments(argv.slice(1), 'fiunvT')
  const to = operands.pop()
  const { files } = process
  if (to === undefined || operands.length === 0) return fail(process, argv, 'missing operand')
  const into = files.isDirectory(to)
  return each(
    process,
    operands,
    (from) => {
      const target = into ? `${to.replace(/\/$/, '')}/${nameOf([from.replace(/\/+$/, '')])}` : to
      try {
        files.rename(from, target)
      } catch (error) {
        if (!isFileError(error, 'EXDEV')) throw error
        copy(files, from, target, true)
        removeAll(files, from)
      }
    },
    (from, error) => `mv: can't rename '${from}': ${error.message}`,
  )
}

/** `dd if=FILE of=FILE bs=BYTES count=BLOCKS …` */
export const dd: Applet = async (process, argv) => {
  const options = new Map(argv.slice(1).map((argument) => argument.split(/=(.*)/s) as [string, string]))
  const size = (name: string, otherwise: number) => (options.has(name) ? readSize(options.get(name)!) : otherwise)
  const bs = size('bs', 512)
  const count = options.has('count') ? Number(options.get('count')) : Infinity
  const [from, to] = [options.get('if'), options.get('of')]
  const { files } = process
  let input
  let output
  try {
    input = from === undefined ? process.file(0) : files.open(from, { read: true })
    output =
      to === undefined
        ? process.file(1)
        : files.open(to, { write: true, create: true, truncate: options.get('conv') !== 'notrunc' })
  } catch (error) {
    if (!isFileError(error)) throw error
    return fail(process, argv, `can't open '${error.path}': ${error.message}`)
  }
  for (let skip = size('skip', 0); skip > 0; skip--) await process.readFrom(input, bs)
  const startedMs = process.clock.now()
  let [read, written, partialIn, bytes] = [0, 0, 0, 0]
  let status = 0
  while (read + partialIn < count) {
    const block = await readBlock(process, input, bs)
    if (!block) break
    if (block.length === bs) read++
    else partialIn++
    try {
      await output.write(block, process.signal)
      await process.compute(block.length / 2_000_000)
    } catch (error) {
      if (!isFileError(error, 'ENOSPC')) throw error
      status = await fail(process, argv, `error writing '${to}': ${error.message}`)
      break
    }
    written++
    bytes += block.length
  }
  if (to !== undefined) output.close()
  const seconds = Math.max(0.000_001, (process.clock.now() - startedMs) / 1000)
  if (options.get('status') === 'none') return status
  await process.write(2, `${read}+${partialIn} records in\n${written - partialIn}+${partialIn} records out\n`)
  if (status === 0)
    await process.write(
      2,
      `${bytes} bytes (${(bytes / 1024 / 1024).toFixed(1)}MB) copied, ${seconds.toFixed(6)} seconds, ${(bytes / 1024 / 1024 / seconds).toFixed(1)}MB/s\n`,
    )
  return status
}

async function readBlock(
  process: Process,
  input: ReturnType<Process['file']>,
  size: number,
): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const part = await process.readFrom(input, size - length)
    if (!part) break
    parts.push(part)
    length += part.length
  }
  return length === 0 ? undefined : parts.length === 1 ? parts[0] : concat(parts)
}

function readSize(text: string): number {
  const [, digits, unit = ''] = /^(\d+)([ckwbKMG]?)/.exec(text) ?? []
  return Number(digits) * ({ '': 1, c: 1, w: 2, b: 512, k: 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[unit] ?? 1)
}

export const mktemp: Applet = async (process, argv) => {
  const { flags, operands, values } = parseArguments(argv.slice(1), 'dqtup:')
  const template = operands[0] ?? `${values.get('p') ?? '/tmp'}/tmp.XXXXXX`
  const path = template.replace(/X+$/, (marks) =>
    process.world.ids.string(marks.length, 'abcdefghijkmnopqrstuvwxyzABCDEFGH123456789'),
  )
  if (flags.has('d')) process.files.mkdir(path, { mode: 0o700 })
  else process.files.writeFile(path, '', { mode: 0o600 })
  await process.write(1, `${path}\n`)
  return 0
}
