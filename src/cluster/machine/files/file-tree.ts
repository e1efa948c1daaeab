import { FileError } from './file-error.ts'
import type { DirectoryInode, FileInode, Inode } from './inode.ts'

/**
 * One file system instance. A tree that was forked from another shares its inodes and copies them when it writes, so that containers of one
 * image cost what they change.
 */
export class FileTree {
  /** As `mount` prints it: `overlay`, `tmpfs`, `ext4`. */
  readonly type: string
  /** Writes beyond this fail with ENOSPC. */
  limitBytes: number | undefined
  /** Bytes in files that this tree owns. */
  usedBytes = 0
  root: DirectoryInode

  constructor(type: string, options: { limitBytes?: number; base?: FileTree; nowMs?: number; mode?: number } = {}) {
    this.type = type
    this.limitBytes = options.limitBytes
    this.root = options.base?.root ?? this.directory({ mode: options.mode ?? 0o755, mtimeMs: options.nowMs ?? 0 })
  }

  directory(fields: { mode?: number; uid?: number; gid?: number; mtimeMs: number }): DirectoryInode {
    const { mode = 0o755, uid = 0, gid = 0, mtimeMs } = fields
    return { kind: 'directory', owner: this, mode, uid, gid, mtimeMs, entries: new Map() }
  }

  file(fields: { mode?: number; uid?: number; gid?: number; mtimeMs: number }): FileInode {
    const { mode = 0o644, uid = 0, gid = 0, mtimeMs } = fields
    return { kind: 'file', owner: this, mode, uid, gid, mtimeMs, chunks: [], size: 0, links: 1 }
  }

  /**
   * The inode as this tree may change it: a copy in its parent's place when another tree owns it.
   * @param parents the directories that lead to it with the names taken, outermost first; the first is where the way begins and is this tree's own, or its root.
   */
  own(parents: readonly { directory: DirectoryInode; name: string }[], inode: Inode): Inode {
    let directory = this.#ownStart(parents[0]?.directory ?? (inode as DirectoryInode))
    if (parents.length === 0) return directory
    for (let depth = 0; depth < parents.length; depth++) {
      const { name } = parents[depth]!
      const next = depth + 1 < parents.length ? parents[depth + 1]!.directory : inode
      const owned = next.owner === this ? next : this.#copy(next)
      if (owned !== next) directory.entries.set(name, owned)
      if (depth + 1 === parents.length) return owned
      directory = owned as DirectoryInode
    }
    return directory
  }

  /** Sets a file's content. @throws FileError ENOSPC */
  store(file: FileInode, chunks: readonly Uint8Array[], size: number, mtimeMs: number, path = ''): void {
    const growth = size - file.size
    if (growth > 0 && this.limitBytes !== undefined && this.usedBytes + growth > this.limitBytes)
      throw new FileError('ENOSPC', path)
    this.usedBytes += growth
    file.chunks = chunks
    file.size = size
    file.mtimeMs = mtimeMs
  }

  /** Gives the space of an inode back whose last name is gone. */
  discard(inode: Inode): void {
    if (inode.owner !== this) return
    if (inode.kind === 'file' && --inode.links === 0) this.usedBytes -= inode.size
    else if (inode.kind === 'directory') for (const entry of inode.entries.values()) this.discard(entry)
  }

  #ownStart(directory: DirectoryInode): DirectoryInode {
    if (directory.owner === this) return directory
    if (directory !== this.root) throw new Error('a mounted directory of another tree')
    return (this.root = this.#copy(directory) as DirectoryInode)
  }

  #copy(inode: Inode): Inode {
    if (inode.kind === 'file') {
      this.usedBytes += inode.size
      return { ...inode, owner: this, links: 1 }
    }
    if (inode.kind === 'directory')
      return {
        ...inode,
        owner: this,
        entries: new Map(inode.entries),
        ...(this.type === 'overlay' && { merged: true }),
      }
    return { ...inode, owner: this }
  }
}
