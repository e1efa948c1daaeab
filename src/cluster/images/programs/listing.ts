import { isFileError } from '../../machine/files/file-error.ts'
import type { FileView } from '../../machine/files/file-view.ts'
import type { Inode } from '../../machine/files/inode.ts'
import type { Process } from '../../machine/process/process.ts'
import { fail, parseArguments, type Applet } from './applet.ts'
import { groupName, userName } from './ids.ts'

const BLOCK_BYTES = 4096

/** `drwxr-xr-x` */
export function modeText(inode: Inode): string {
  const device =
    inode.kind === 'device' ? { character: 'c', block: 'b', socket: 's', pipe: 'p', file: '-' }[inode.type] : undefined
  const type = device ?? { directory: 'd', symlink: 'l', file: '-', device: '-' }[inode.kind]
  const bits = Array.from('rwxrwxrwx', (letter, index) => (inode.mode & (0o400 >> index) ? letter : '-'))
  const special = (bit: number, index: number, [set, unset]: readonly [string, string]) => {
    if (inode.mode & bit) bits[index] = bits[index] === 'x' ? set : unset
  }
  special(0o4000, 2, ['s', 'S'])
  special(0o2000, 5, ['s', 'S'])
  special(0o1000, 8, ['t', 'T'])
  return type + bits.join('')
}

/** Kilobytes on the device. */
export function diskKilobytes(inode: Inode): number {
  if (inode.kind === 'directory') return inode.owner.type === 'tmpfs' ? 0 : 4
  return inode.kind === 'file' ? (Math.ceil(inode.size / BLOCK_BYTES) * BLOCK_BYTES) / 1024 : 0
}

/** Names that lead to an inode: a folder's own, its `.`, and the `..` of each folder in it. */
function linksOf(inode: Inode): number {
  if (inode.kind === 'file') return inode.links
  if (inode.kind !== 'directory' || inode.merged) return 1
  return 2 + [...inode.entries.values()].filter(({ kind }) => kind === 'directory').length
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const HALF_YEAR_MS = 15_724_800_000

function timeText(mtimeMs: number, nowMs: number): string {
  const time = new Date(mtimeMs)
  const day = `${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)}`
  const recent = Math.abs(nowMs - mtimeMs) < HALF_YEAR_MS
  return recent ? `${day} ${time.toISOString().slice(11, 16)}` : `${day}  ${time.getUTCFullYear()}`
}

/** `ls [-1aAldhiFRSrtsn] [FILE…]` */
export const ls: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), '1aAldhiFpRSrtsngoCLc', { color: 'C', all: 'a' })
  const { files } = process
  let status = 0
  const names: string[] = []
  const folders: string[] = []
  for (const path of operands.length > 0 ? operands : ['.']) {
    try {
      const { inode } = files.stat(path, !flags.has('l') || flags.has('L') || path.endsWith('/'))
      if (inode.kind === 'directory' && !flags.has('d')) folders.push(path)
      else names.push(path)
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `${path}: ${error.message}`)
    }
  }
  await print(process, flags, names, (name) => name)
  let first = names.length === 0
  while (folders.length > 0) {
    const folder = folders.shift()!
    if (operands.length > 1 || flags.has('R')) {
      await process.write(1, `${first ? '' : '\n'}${folder}:\n`)
      first = false
    }
    try {
      const all = files.list(folder)
      const hidden = flags.has('a')
        ? ['.', '..', ...all]
        : flags.has('A')
          ? all
          : all.filter((name) => !name.startsWith('.'))
      const path = (name: string) => `${folder.replace(/\/$/, '')}/${name}`
      await print(process, flags, hidden, path, true)
      if (flags.has('R'))
        folders.unshift(...all.filter((name) => files.find(path(name), false)?.kind === 'directory').map(path))
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `can't open '${folder}': ${error.message}`)
    }
  }
  return status
}

async function print(
  process: Process,
  flags: ReadonlySet<string>,
  names: readonly string[],
  path: (name: string) => string,
  isFolder = false,
): Promise<void> {
  const { files } = process
  const entries = names.flatMap((name) => {
    const followed = flags.has('L') && files.find(path(name)) !== undefined
    const inode = files.find(path(name), followed)
    return inode ? [{ name, inode, size: files.stat(path(name), followed).size }] : []
  })
  entries.sort((a, b) => {
    if (flags.has('t') && a.inode.mtimeMs !== b.inode.mtimeMs) return b.inode.mtimeMs - a.inode.mtimeMs
    if (flags.has('S') && a.size !== b.size) return b.size - a.size
    return a.name < b.name ? -1 : 1
  })
  if (flags.has('r')) entries.reverse()
  const suffix = (inode: Inode) => {
    if (!flags.has('F') && !flags.has('p')) return ''
    return inode.kind === 'directory'
      ? '/'
      : flags.has('p')
        ? ''
        : inode.kind === 'symlink'
          ? '@'
          : inode.mode & 0o111
            ? '*'
            : ''
  }
  const blocks = (inode: Inode) => (flags.has('s') ? `${String(diskKilobytes(inode)).padStart(6)} ` : '')
  if (!flags.has('l') && !flags.has('n') && !flags.has('g')) {
    const columns = process.file(1).terminal !== undefined && !flags.has('1')
    const texts = entries.map(({ name, inode }) => blocks(inode) + name + suffix(inode))
    if (columns) await process.write(1, inColumns(texts))
    else await process.write(1, texts.map((text) => `${text}\n`).join(''))
    return
  }
  if (isFolder) await process.write(1, `total ${entries.reduce((sum, { inode }) => sum + diskKilobytes(inode), 0)}\n`)
  const owner = (text: string | undefined, number: number) =>
    (flags.has('n') || text === undefined ? String(number) : text).padEnd(8)
  for (const { name, inode, size } of entries) {
    const shownSize = flags.has('h') ? humanSize(size) : String(size)
    const target = inode.kind === 'symlink' ? ` -> ${inode.target}` : suffix(inode)
    const links = String(linksOf(inode)).padStart(4)
    const who = `${owner(userName(process, inode.uid), inode.uid)} ${owner(groupName(process, inode.gid), inode.gid)}`
    const when = timeText(inode.mtimeMs, process.clock.now())
    await process.write(
      1,
      `${blocks(inode)}${modeText(inode)} ${links} ${who} ${shownSize.padStart(9)} ${when} ${name}${target}\n`,
    )
  }
}

function inColumns(texts: readonly string[]): string {
  if (texts.length === 0) return ''
  const width = Math.max(...texts.map((text) => text.length)) + 2
  const perRow = Math.max(1, Math.floor(80 / width))
  const rows = Math.ceil(texts.length / perRow)
  return Array.from({ length: rows }, (_, row) =>
    texts
      .filter((_text, index) => index % rows === row)
      .map((text) => text.padEnd(width))
      .join('')
      .trimEnd(),
  )
    .map((line) => `${line}\n`)
    .join('')
}

/** `12.3M` */
export function humanSize(bytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return unit === 0 ? String(bytes) : `${value.toFixed(1)}${units[unit]}`
}

/** `stat [-L] [-c FORMAT] FILE…` */
export const stat: Applet = async (process, argv) => {
  const { flags, values, operands } = parseArguments(argv.slice(1), 'Lfc:t')
  let status = 0
  for (const path of operands) {
    try {
      const found = process.files.stat(path, flags.has('L'))
      await process.write(1, statText(process, path, found, values.get('c')))
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `can't stat '${path}': ${error.message}`)
    }
  }
  return status
}

const TYPES = {
  directory: 'directory',
  symlink: 'symbolic link',
  file: 'regular file',
  device: 'character special file',
} as const

function statText(
  process: Process,
  path: string,
  { inode, size }: ReturnType<FileView['stat']>,
  format: string | undefined,
): string {
  const mode = inode.mode.toString(8)
  const user = userName(process, inode.uid) ?? 'UNKNOWN'
  const group = groupName(process, inode.gid) ?? 'UNKNOWN'
  const time = new Date(inode.mtimeMs).toISOString().replace('T', ' ').replace('Z', '000000 +0000')
  const type = inode.kind === 'file' && size === 0 ? 'regular empty file' : TYPES[inode.kind]
  const links = linksOf(inode)
  if (format !== undefined) {
    const fields: Record<string, string> = {
      a: mode,
      A: modeText(inode),
      u: String(inode.uid),
      g: String(inode.gid),
      U: user,
      G: group,
      s: String(size),
      n: path,
      N: inode.kind === 'symlink' ? `'${path}' -> '${inode.target}'` : path,
      F: type,
      h: String(links),
      y: time,
      Y: String(Math.floor(inode.mtimeMs / 1000)),
      b: String(diskKilobytes(inode) * 2),
      '%': '%',
    }
    return format.replaceAll(/%(.)/g, (whole, letter: string) => fields[letter] ?? whole) + '\n'
  }
  const target = inode.kind === 'symlink' ? ` -> '${inode.target}'` : ''
  return (
    `  File: ${path}${target}\n  Size: ${String(size).padEnd(10)}\tBlocks: ${String(diskKilobytes(inode) * 2).padEnd(10)} IO Block: 4096   ${type}\n` +
    `Access: (${mode.padStart(4, '0')}/${modeText(inode)})  Uid: (${String(inode.uid).padStart(5)}/${user.padStart(8)})   Gid: (${String(inode.gid).padStart(5)}/${group.padStart(8)})\n` +
    `Access: ${time}\nModify: ${time}\nChange: ${time}\n`
  )
}

/** `readlink [-f] FILE` */
export const readlink: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'fnv')
  const [path = ''] = operands
  try {
    const text = flags.has('f') ? process.files.resolve(path).path : process.files.readlink(path)
    await process.write(1, flags.has('n') ? text : `${text}\n`)
    return 0
  } catch (error) {
    if (isFileError(error)) return 1
    throw error
  }
}

export const realpath: Applet = async (process, argv) => {
  let status = 0
  for (const path of argv.slice(1).filter((argument) => !argument.startsWith('-'))) {
    try {
      await process.write(1, `${process.files.stat(path).path}\n`)
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `${path}: ${error.message}`)
    }
  }
  return status
}

/** `du [-shk] [FILE…]` */
export const du: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'askhmcxd:')
  const { files } = process
  const show = (kilobytes: number, path: string) =>
    process.write(
      1,
      `${flags.has('h') ? humanSize(kilobytes * 1024) : flags.has('m') ? Math.ceil(kilobytes / 1024) : kilobytes}\t${path}\n`,
    )
  async function measure(path: string, top: boolean): Promise<number> {
    const inode = files.find(path, false)
    if (!inode) return 0
    let sum = diskKilobytes(inode)
    if (inode.kind === 'directory')
      for (const name of files.list(path)) sum += await measure(`${path.replace(/\/$/, '')}/${name}`, false)
    if (top || (!flags.has('s') && (flags.has('a') || inode.kind === 'directory'))) await show(sum, path)
    return sum
  }
  for (const path of operands.length > 0 ? operands : ['.']) await measure(path, true)
  return 0
}

/** `df [-hk] [FILE…]` */
export const df: Applet = async (process, argv) => {
  const { flags } = parseArguments(argv.slice(1), 'hkmTaP')
  const human = flags.has('h')
  const size = (kilobytes: number) => (human ? humanSize(kilobytes * 1024) : String(kilobytes))
  const title = `Filesystem           ${human ? 'Size      Used Available' : '1K-blocks      Used Available'} Use% Mounted on\n`
  await process.write(1, title)
  const diskKilobytesAll = 20_893_676
  for (const { path, tree, source } of process.files.mounts.list()) {
    const total =
      tree.limitBytes === undefined
        ? tree.type === 'tmpfs'
          ? 4_003_030
          : diskKilobytesAll
        : Math.ceil(tree.limitBytes / 1024)
    const used = Math.ceil(tree.usedBytes / 1024)
    const numbers = [total, used, total - used].map((value) => size(value).padStart(9)).join(' ')
    await process.write(
      1,
      `${source.padEnd(20)} ${numbers} ${String(Math.ceil((used / total) * 100)).padStart(3)}% ${path}\n`,
    )
  }
  return 0
}

/** `mount` without arguments: what is mounted. */
export const mount: Applet = async (process, argv) => {
  if (argv.length > 1) return fail(process, argv, 'permission denied (are you root?)')
  await process.write(
    1,
    process.files.readText('/proc/mounts').replaceAll(/^(\S+) (\S+) (\S+) (\S+) 0 0$/gm, '$1 on $2 type $3 ($4)'),
  )
  return 0
}
