import { isFileError } from '../../machine/files/file-error.ts'
import { concat } from '../../machine/files/file-handle.ts'
import type { Process } from '../../machine/process/process.ts'
import { fail, type Applet } from './applet.ts'
import { readAll } from './text-lines.ts'
import { modeText } from './listing.ts'

const BLOCK = 512
const encoder = new TextEncoder()
const decoder = new TextDecoder()

interface Entry {
  name: string
  mode: number
  uid: number
  gid: number
  mtimeMs: number
  kind: 'file' | 'directory' | 'symlink'
  target: string
  data: Uint8Array
}

/** `tar c|x|t [-vmf FILE] [-C FOLDER] [FILE…]`, without compression. */
export const tar: Applet = async (process, argv) => {
  const args = argv.slice(1)
  const letters = new Set<string>()
  let archive = '-'
  const operands: { folder: string; path: string }[] = []
  let folder = '.'
  if (args[0] !== undefined && !args[0].startsWith('-')) args[0] = `-${args[0]}`
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!
    if (argument === '-C') folder = args[++i] ?? '.'
    else if (argument.startsWith('--')) continue
    else if (argument.startsWith('-') && argument.length > 1) {
      for (const letter of argument.slice(1)) letters.add(letter)
      if (argument.includes('f')) archive = args[++i] ?? '-'
      if (argument.endsWith('C')) folder = args[++i] ?? '.'
    } else operands.push({ folder, path: argument })
  }
  if (folder !== '.') {
    try {
      process.files.list(folder)
      process.files.cwd = process.files.absolute(folder)
    } catch (error) {
      if (!isFileError(error)) throw error
      return fail(process, argv, `can't change directory to '${folder}': ${error.message}`)
    }
  }
  if (letters.has('c'))
    return create(
      process,
      argv,
      archive,
      operands.map(({ path }) => path),
      letters.has('v'),
    )
  let bytes
  try {
    bytes = archive === '-' ? await readAll(process, process.file(0)) : process.files.readBytes(archive)
  } catch (error) {
    if (!isFileError(error)) throw error
    return fail(process, argv, `can't open '${archive}': ${error.message}`)
  }
  const wanted = operands.map(({ path }) => path)
  return read(process, argv, bytes, letters, wanted)
}

async function create(
  process: Process,
  argv: readonly string[],
  archive: string,
  paths: readonly string[],
  verbose: boolean,
): Promise<number> {
  const { files } = process
  let status = 0
  let warned = false
  const output = archive === '-' ? process.file(1) : files.open(archive, { write: true, create: true, truncate: true })
  async function add(path: string): Promise<void> {
    const { inode } = files.stat(path, false)
    if (path.startsWith('/') && !warned) {
      warned = true
      await process.write(2, "tar: removing leading '/' from member names\n")
    }
    const name = path.replace(/^\/+/, '')
    if (inode.kind === 'device') return
    const data = inode.kind === 'file' ? files.readBytes(path) : new Uint8Array()
    const target = inode.kind === 'symlink' ? inode.target : ''
    if (verbose) await process.write(archive === '-' ? 2 : 1, `${name}\n`)
    if (name !== '')
      await output.write(
        encode({
          name,
          kind: inode.kind,
          mode: inode.mode,
          uid: inode.uid,
          gid: inode.gid,
          mtimeMs: inode.mtimeMs,
          target,
          data,
        }),
        process.signal,
      )
    if (inode.kind === 'directory')
      for (const child of files.list(path).sort()) await add(`${path.replace(/\/$/, '')}/${child}`)
  }
  for (const path of paths) {
    try {
      await add(path)
    } catch (error) {
      if (!isFileError(error) || error.code === 'EPIPE') throw error
      status = await fail(process, argv, `${path}: ${error.message}`)
    }
  }
  await output.write(new Uint8Array(2 * BLOCK), process.signal)
  if (archive !== '-') output.close()
  if (status !== 0) await fail(process, argv, 'error exit delayed from previous errors')
  return status
}

async function read(
  process: Process,
  argv: readonly string[],
  bytes: Uint8Array,
  letters: ReadonlySet<string>,
  wanted: readonly string[],
): Promise<number> {
  const { files } = process
  let status = 0
  for (const entry of decode(bytes)) {
    const name = entry.name.replace(/^\/+/, '').replace(/(?<=.)\/$/, '')
    if (wanted.length > 0 && !wanted.some((path) => name === path.replace(/^\/+/, '') || name.startsWith(`${path}/`)))
      continue
    if (letters.has('t') || letters.has('v'))
      await process.write(1, letters.has('t') && letters.has('v') ? listLine(entry) : `${entry.name}\n`)
    if (letters.has('t')) continue
    try {
      const parent = name.includes('/') ? name.replace(/\/[^/]*$/, '') : ''
      if (parent) files.mkdir(parent, { parents: true })
      if (entry.kind === 'directory') {
        if (!files.isDirectory(name)) files.mkdir(name, { parents: true })
      } else if (entry.kind === 'symlink') {
        if (files.find(name, false)) files.unlink(name)
        files.symlink(entry.target, name)
      } else {
        files.writeFile(name, entry.data, { mode: entry.mode })
        files.change(name, { mode: entry.mode, ...(letters.has('m') ? {} : { mtimeMs: entry.mtimeMs }) })
      }
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `can't open '${name}': ${error.message}`)
    }
  }
  return status
}

function listLine(entry: Entry): string {
  const kind = entry.kind === 'directory' ? 'd' : entry.kind === 'symlink' ? 'l' : '-'
  const mode = kind + modeText({ mode: entry.mode, kind: 'file' } as Parameters<typeof modeText>[0]).slice(1)
  const time = new Date(entry.mtimeMs).toISOString().replace('T', ' ').slice(0, 19)
  return `${mode} ${entry.uid}/${entry.gid} ${String(entry.data.length).padStart(9)} ${time} ${entry.name}\n`
}

function encode(entry: Entry): Uint8Array {
  const name = entry.kind === 'directory' ? `${entry.name}/` : entry.name
  const long = encoder.encode(name).length > 100
  const parts: Uint8Array[] = []
  if (long) {
    const data = encoder.encode(`${name}\0`)
    parts.push(header({ ...entry, kind: 'file', name: '././@LongLink', data, target: '' }, 'L'), padded(data))
  }
  parts.push(header({ ...entry, name }, { file: '0', directory: '5', symlink: '2' }[entry.kind]), padded(entry.data))
  return concat(parts)
}

function header(entry: Entry, type: string): Uint8Array {
  const block = new Uint8Array(BLOCK)
  const put = (text: string, offset: number, length: number) =>
    block.set(encoder.encode(text).subarray(0, length), offset)
  const octal = (value: number, offset: number, length: number) =>
    put(value.toString(8).padStart(length - 1, '0'), offset, length - 1)
  put(entry.name, 0, 100)
  octal(entry.mode, 100, 8)
  octal(entry.uid, 108, 8)
  octal(entry.gid, 116, 8)
  octal(entry.data.length, 124, 12)
  octal(Math.floor(entry.mtimeMs / 1000), 136, 12)
  put(' '.repeat(8), 148, 8)
  put(type, 156, 1)
  put(entry.target, 157, 100)
  put('ustar  ', 257, 8)
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  )
  return block
}

function padded(data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(data.length / BLOCK) * BLOCK)
  whole.set(data)
  return whole
}

function* decode(bytes: Uint8Array): Generator<Entry> {
  const text = (offset: number, length: number) =>
    decoder.decode(bytes.subarray(offset, offset + length)).split('\0')[0]!
  const octal = (offset: number, length: number) => parseInt(text(offset, length).trim() || '0', 8)
  let longName: string | undefined
  let paxName: string | undefined
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const name = text(at, 100)
    if (name === '') break
    const size = octal(at + 124, 12)
    const type = text(at + 156, 1) || '0'
    const data = bytes.slice(at + BLOCK, at + BLOCK + size)
    const prefix = text(at + 257, 5) === 'ustar' && bytes[at + 263] === 48 ? text(at + 345, 155) : ''
    const start = at
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
    if (type === 'L') longName = decoder.decode(data).split('\0')[0]
    else if (type === 'x') paxName = /\d+ path=(.*)\n/.exec(decoder.decode(data))?.[1]
    else if (type !== 'g') {
      const kind = type === '5' ? 'directory' : type === '2' ? 'symlink' : 'file'
      const full = longName ?? paxName ?? (prefix ? `${prefix}/${name}` : name)
      yield {
        name: full,
        mode: octal(start + 100, 8) & 0o7777,
        uid: octal(start + 108, 8),
        gid: octal(start + 116, 8),
        mtimeMs: octal(start + 136, 12) * 1000,
        kind,
        target: text(start + 157, 100),
        data,
      }
      longName = paxName = undefined
    }
  }
}
