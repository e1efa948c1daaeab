import { FileError } from './file-error.ts'
import { permits, type DirectoryInode, type Inode, type Viewer } from './inode.ts'
import { mountedInode, type Mount, type MountTable } from './mounts.ts'

/** Where a path leads. */
export interface Location {
  /** Absolute, without symbolic links. */
  path: string
  mount: Mount
  /** From the mount's own inode to this one: each directory with the name that was taken in it. */
  chain: readonly { directory: DirectoryInode; name: string }[]
  /** Absent when only the last name is missing. */
  inode?: Inode
}

const MAX_LINKS = 40

/** An absolute path without `.`, `..` and repeated slashes, by text alone. */
export function normalizePath(path: string, cwd = '/'): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return '/' + parts.join('/')
}

/**
 * Walks to `path` as the kernel does: over mounts, symbolic links and permissions to search.
 * @param follow whether a symbolic link at the end is followed, too.
 * @throws FileError ENOENT (of a directory on the way), ENOTDIR, EACCES, ELOOP
 */
export function resolvePath(table: MountTable, viewer: Viewer, cwd: string, path: string, follow = true): Location {
  if (path === '') throw new FileError('ENOENT', path)
  const root: Location = { path: '/', mount: table.root, chain: [], inode: mountedInode(table.root) }
  let frames = [root]
  let links = 0
  let pending = (path.startsWith('/') ? path : `${cwd}/${path}`).split('/').reverse()
  const mustBeDirectory = path.endsWith('/')
  while (pending.length > 0) {
    const name = pending.pop()!
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (frames.length > 1) frames.pop()
      continue
    }
    const here = frames.at(-1)!
    const directory = here.inode!
    if (directory.kind !== 'directory') throw new FileError('ENOTDIR', path)
    if (!permits(directory, viewer, 1)) throw new FileError('EACCES', path)
    const step = stepInto(table, viewer, here, directory, name)
    const last = pending.every((rest) => rest === '' || rest === '.')
    if (!step.inode) {
      if (!last) throw new FileError('ENOENT', path)
      return step
    }
    if (step.inode.kind === 'symlink' && (!last || follow || mustBeDirectory)) {
      if (++links > MAX_LINKS) throw new FileError('ELOOP', path)
      const { target } = step.inode
      if (target.startsWith('/')) frames = [root]
      pending = [...pending, ...target.split('/').reverse()]
      continue
    }
    frames.push(step)
  }
  const found = frames.at(-1)!
  if (mustBeDirectory && found.inode?.kind !== 'directory') throw new FileError('ENOTDIR', path)
  return found
}

function stepInto(
  table: MountTable,
  viewer: Viewer,
  here: Location,
  directory: DirectoryInode,
  name: string,
): Location {
  const path = here.path === '/' ? `/${name}` : `${here.path}/${name}`
  const mount = table.get(path)
  if (mount) return { path, mount, chain: [], inode: mountedInode(mount) }
  const inode = directory.virtual ? directory.virtual.get(name, viewer) : directory.entries.get(name)
  return { path, mount: here.mount, chain: [...here.chain, { directory, name }], ...(inode && { inode }) }
}
