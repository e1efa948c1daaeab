import { FileError } from './file-error.ts'
import { FileHandle, concat, readChunks } from './file-handle.ts'
import { holds, permits, type DirectoryInode, type Inode, type Viewer } from './inode.ts'
import type { MountTable } from './mounts.ts'
import type { OpenFile } from './open-file.ts'
import { normalizePath, resolvePath, type Location } from './resolve.ts'

export interface OpenOptions {
  read?: boolean
  write?: boolean
  append?: boolean
  create?: boolean
  truncate?: boolean
  /** Fails when the file is there. */
  exclusive?: boolean
  /** Permissions of a new file. */
  mode?: number
}

/** What `stat` tells. */
export interface FileStat {
  inode: Inode
  path: string
  size: number
  /** File system: two files with the same are on one device. */
  device: object
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Files as one process sees them: its mounts, its working directory, its rights. All methods throw `FileError`. */
export class FileView {
  readonly mounts: MountTable
  readonly viewer: Viewer
  readonly now: () => number
  cwd: string
  umask = 0o022

  constructor(mounts: MountTable, viewer: Viewer, now: () => number, cwd = '/') {
    this.mounts = mounts
    this.viewer = viewer
    this.now = now
    this.cwd = cwd
  }

  /** The path without `.` and `..`, by text alone. */
  absolute(path: string): string {
    return normalizePath(path, this.cwd)
  }

  resolve(path: string, follow = true): Location {
    return resolvePath(this.mounts, this.viewer, this.cwd, path, follow)
  }

  stat(path: string, follow = true): FileStat {
    const { inode, mount, path: canonical } = this.#existing(path, follow)
    const size =
      inode.kind === 'file'
        ? inode.size
        : inode.kind === 'symlink'
          ? inode.target.length
          : inode.kind === 'directory'
            ? 4096
            : 0
    return { inode, path: canonical, size, device: mount.tree }
  }

  /** The inode, or `undefined` when the path leads nowhere (or must not be walked). */
  find(path: string, follow = true): Inode | undefined {
    try {
      return this.resolve(path, follow).inode
    } catch (error) {
      if (error instanceof FileError) return undefined
      throw error
    }
  }

  isDirectory(path: string): boolean {
    return this.find(path)?.kind === 'directory'
  }

  /** Names in a directory, in no order that matters. */
  list(path: string): string[] {
    const { inode } = this.#existing(path)
    if (inode.kind !== 'directory') throw new FileError('ENOTDIR', path)
    if (!permits(inode, this.viewer, 4)) throw new FileError('EACCES', path)
    return inode.virtual ? inode.virtual.names(this.viewer) : [...inode.entries.keys()]
  }

  readlink(path: string): string {
    const { inode } = this.#existing(path, false)
    if (inode.kind !== 'symlink') throw new FileError('EINVAL', path)
    return inode.target
  }

  open(path: string, options: OpenOptions): OpenFile {
    const write = options.write || options.append
    let location = this.resolve(path)
    if (!location.inode) {
      if (!options.create) throw new FileError('ENOENT', path)
      location = this.#createFile(path, location, options.mode ?? 0o666)
    } else if (options.exclusive && options.create) throw new FileError('EEXIST', path)
    const inode = location.inode!
    if (inode.kind === 'directory') {
      if (write) throw new FileError('EISDIR', path)
      return new DirectoryHandle(location.path)
    }
    // What is to be emptied must be on a file system that can be written, whoever asks.
    if (write && options.truncate && inode.kind === 'file' && location.mount.readOnly)
      throw new FileError('EROFS', path)
    const needed = (options.read ? 4 : 0) | (write ? 2 : 0)
    if (!permits(inode, this.viewer, needed)) throw new FileError('EACCES', path)
    if (inode.kind === 'device') {
      const fixed = inode.type === 'file' && (inode.mode & 0o222) === 0
      if (write && fixed && location.mount.readOnly) throw new FileError('EROFS', path)
      return inode.open(this.viewer)
    }
    if (inode.kind === 'symlink') throw new FileError('ELOOP', path)
    if (!write) return new FileHandle(inode, { path: location.path, read: true, now: this.now })
    if (location.mount.readOnly) throw new FileError('EROFS', path)
    const owned = location.mount.tree.own(location.chain, inode)
    if (owned.kind !== 'file') throw new FileError('EINVAL', path)
    if (options.truncate) location.mount.tree.store(owned, [], 0, this.now())
    return new FileHandle(owned, {
      path: location.path,
      read: options.read ?? false,
      write: options.append ? 'append' : 'at-position',
      now: this.now,
    })
  }

  /** @throws FileError EISDIR; files of devices that wait for input cannot be read this way. */
  readBytes(path: string): Uint8Array {
    const { inode } = this.#existing(path)
    if (inode.kind === 'directory') throw new FileError('EISDIR', path)
    if (!permits(inode, this.viewer, 4)) throw new FileError('EACCES', path)
    if (inode.kind === 'file') return readChunks(inode.chunks, 0, inode.size)
    if (inode.kind === 'symlink') throw new FileError('ELOOP', path)
    const file = inode.open(this.viewer)
    const parts: Uint8Array[] = []
    for (let part = file.read(65_536); part && !(part instanceof Promise); part = file.read(65_536)) parts.push(part)
    return concat(parts)
  }

  readText(path: string): string {
    return decoder.decode(this.readBytes(path))
  }

  writeFile(path: string, data: string | Uint8Array, options: { append?: boolean; mode?: number } = {}): void {
    const file = this.open(path, {
      write: true,
      create: true,
      append: options.append ?? false,
      truncate: !options.append,
      ...(options.mode !== undefined && { mode: options.mode }),
    })
    void file.write(typeof data === 'string' ? encoder.encode(data) : data)
    file.close()
  }

  mkdir(path: string, options: { mode?: number; parents?: boolean } = {}): void {
    const { mode = 0o777, parents = false } = options
    if (parents) {
      const steps = this.absolute(path).split('/').slice(1)
      for (let length = 1; length <= steps.length; length++) {
        const step = '/' + steps.slice(0, length).join('/')
        const inode = this.find(step)
        if (!inode) this.mkdir(step, { mode })
        else if (inode.kind !== 'directory') throw new FileError(length === steps.length ? 'EEXIST' : 'ENOTDIR', path)
      }
      return
    }
    const location = this.resolve(path.replace(/(?<=.)\/+$/, ''))
    if (location.inode) throw new FileError('EEXIST', path)
    this.#insert(path, location, (parent) => {
      const gid = this.#groupIn(parent)
      const made = location.mount.tree.directory({
        mode: (mode & ~this.umask) | (parent.mode & 0o2000),
        uid: this.viewer.uid,
        gid,
        mtimeMs: this.now(),
      })
      return made
    })
  }

  symlink(target: string, path: string): void {
    const location = this.resolve(path, false)
    if (location.inode) throw new FileError('EEXIST', path)
    const { uid } = this.viewer
    const mtimeMs = this.now()
    const owner = location.mount.tree
    this.#insert(path, location, (parent) => ({
      kind: 'symlink',
      owner,
      mode: 0o777,
      uid,
      gid: this.#groupIn(parent),
      mtimeMs,
      target,
    }))
  }

  /** A second name for a file. */
  link(existing: string, path: string): void {
    const from = this.#existing(existing)
    const location = this.resolve(path, false)
    if (location.inode) throw new FileError('EEXIST', path)
    if (from.mount.tree !== location.mount.tree) throw new FileError('EXDEV', path)
    if (from.inode.kind !== 'file') throw new FileError('EPERM', path)
    if (location.mount.readOnly) throw new FileError('EROFS', path)
    const owned = from.mount.tree.own(from.chain, from.inode)
    if (owned.kind === 'file') owned.links++
    this.#insert(path, this.resolve(path, false), () => owned)
  }

  /** Removes a name of anything but a directory. */
  unlink(path: string): void {
    const location = this.#existing(path, false)
    if (location.inode.kind === 'directory') throw new FileError('EISDIR', path)
    this.#detach(path, location)
  }

  rmdir(path: string): void {
    const location = this.#existing(path, false)
    if (location.inode.kind !== 'directory') throw new FileError('ENOTDIR', path)
    if (location.inode.entries.size > 0) throw new FileError('ENOTEMPTY', path)
    this.#detach(path, location)
  }

  rename(from: string, to: string): void {
    const source = this.#existing(from, false)
    const target = this.resolve(to, false)
    if (source.mount.tree !== target.mount.tree) throw new FileError('EXDEV', to)
    if (target.inode === source.inode) return
    if (target.path.startsWith(source.path + '/')) throw new FileError('EINVAL', to)
    if (target.inode?.kind === 'directory') {
      if (source.inode.kind !== 'directory') throw new FileError('EISDIR', to)
      if (target.inode.entries.size > 0) throw new FileError('ENOTEMPTY', to)
    } else if (target.inode && source.inode.kind === 'directory') throw new FileError('ENOTDIR', to)
    if (target.inode) this.#detach(to, { ...target, inode: target.inode })
    this.#detach(from, this.#existing(from, false), false)
    this.#insert(to, this.resolve(to, false), () => source.inode)
  }

  /** Changes mode, owner or time of what `path` leads to. */
  change(path: string, fields: { mode?: number; uid?: number; gid?: number; mtimeMs?: number }, follow = true): void {
    const location = this.#existing(path, follow)
    if (location.mount.readOnly) throw new FileError('EROFS', path)
    if (!this.#mayChange(location.inode, fields)) throw new FileError('EPERM', path)
    if (location.inode.kind === 'device') return
    Object.assign(location.mount.tree.own(location.chain, location.inode), fields)
  }

  /** An owner may change mode and time, and give a file to a group of its own; the rest takes privileges. */
  #mayChange(
    inode: Inode,
    { mode, mtimeMs, uid, gid }: { mode?: number; mtimeMs?: number; uid?: number; gid?: number },
  ): boolean {
    const { viewer } = this
    const owns = viewer.uid === inode.uid
    if ((mode !== undefined || mtimeMs !== undefined) && !owns && !holds(viewer, 'FOWNER')) return false
    if (holds(viewer, 'CHOWN')) return true
    const ownGroup = gid === viewer.gid || (gid !== undefined && viewer.groups.includes(gid))
    return (uid === undefined || (owns && uid === inode.uid)) && (gid === undefined || (owns && ownGroup))
  }

  #existing(path: string, follow = true): Location & { inode: Inode } {
    const location = this.resolve(path, follow)
    if (!location.inode) throw new FileError('ENOENT', path)
    return location as Location & { inode: Inode }
  }

  #createFile(path: string, location: Location, mode: number): Location {
    const { tree } = location.mount
    this.#insert(path, location, (parent) =>
      tree.file({ mode: mode & ~this.umask, uid: this.viewer.uid, gid: this.#groupIn(parent), mtimeMs: this.now() }),
    )
    return this.resolve(location.path)
  }

  #insert(path: string, location: Location, make: (parent: DirectoryInode) => Inode): void {
    const parent = this.#parentForWriting(path, location)
    parent.entries.set(location.chain.at(-1)!.name, make(parent))
    parent.mtimeMs = this.now()
  }

  #detach(path: string, location: Location & { inode: Inode }, discard = true): void {
    if (location.chain.length === 0) throw new FileError('EBUSY', path)
    const parent = this.#parentForWriting(path, location)
    const { uid } = this.viewer
    const sticky = (parent.mode & 0o1000) !== 0
    if (sticky && uid !== parent.uid && uid !== location.inode.uid && !holds(this.viewer, 'FOWNER'))
      throw new FileError('EPERM', path)
    parent.entries.delete(location.chain.at(-1)!.name)
    parent.mtimeMs = this.now()
    if (discard) location.mount.tree.discard(location.inode)
  }

  #parentForWriting(path: string, { mount, chain }: Location): DirectoryInode {
    const last = chain.at(-1)
    if (mount.readOnly) throw new FileError('EROFS', path)
    if (!last || last.directory.virtual) throw new FileError('EPERM', path)
    if (!permits(last.directory, this.viewer, 3)) throw new FileError('EACCES', path)
    return mount.tree.own(chain.slice(0, -1), last.directory) as DirectoryInode
  }

  /** New files belong to the directory's group where its set-group-id bit says so. */
  #groupIn(parent: DirectoryInode): number {
    return parent.mode & 0o2000 ? parent.gid : this.viewer.gid
  }
}

/** A directory that was opened as a file: it can be named, not read. */
class DirectoryHandle implements OpenFile {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  read(): never {
    throw new FileError('EISDIR', this.path)
  }

  write(): never {
    throw new FileError('EBADF', this.path)
  }

  close(): void {
    // Nothing is kept per handle.
  }
}
