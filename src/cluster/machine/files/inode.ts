import { capabilityBits, type Capability } from '../process/privileges.ts'
import type { FileTree } from './file-tree.ts'
import type { OpenFile } from './open-file.ts'

/** Who looks: what virtual files show, and what is allowed, depends on it. */
export interface Viewer {
  uid: number
  gid: number
  groups: readonly number[]
  /** What root may do here, as the kernel numbers it; everything when absent. Others than root hold nothing of it. */
  capabilities?: bigint
  /** The process, where a process looks: `/proc/self` is its own. */
  process?: unknown
}

interface InodeFields {
  /** Permission bits with set-id and sticky bits: `0o755`. */
  mode: number
  uid: number
  gid: number
  /** Milliseconds since the epoch. */
  mtimeMs: number
}

/** Everything that a directory can hold. An inode is changed only by the tree that owns it; other trees copy it first. */
export type Inode = FileInode | DirectoryInode | SymlinkInode | DeviceInode

/** A regular file. Chunks are immutable and may be shared by several files. */
export interface FileInode extends InodeFields {
  kind: 'file'
  owner: FileTree
  chunks: readonly Uint8Array[]
  size: number
  /** Names that lead to it. */
  links: number
}

export interface DirectoryInode extends InodeFields {
  kind: 'directory'
  owner: FileTree
  entries: Map<string, Inode>
  /** Shows what several layers hold: the kernel does not count its links. */
  merged?: true
  /** Computes the entries instead (`/proc`). */
  virtual?: VirtualEntries
}

export interface VirtualEntries {
  get(name: string, viewer: Viewer): Inode | undefined
  names(viewer: Viewer): string[]
}

export interface SymlinkInode extends InodeFields {
  kind: 'symlink'
  owner: FileTree
  target: string
}

/** Behaves as its driver wants: character devices, sockets, pipes by name, files of `/proc`. */
export interface DeviceInode extends InodeFields {
  kind: 'device'
  owner: FileTree
  /** What `ls` and `test` take it for. */
  type: 'character' | 'block' | 'socket' | 'pipe' | 'file'
  open(viewer: Viewer): OpenFile
}

/** Whether `viewer` has one of root's privileges. */
export function holds({ uid, capabilities }: Viewer, name: Capability): boolean {
  return uid === 0 && (capabilities === undefined || (capabilities & capabilityBits([name])) !== 0n)
}

/** Whether `viewer` may do what `bits` say (4 read, 2 write, 1 execute). Root may do everything but execute what nobody may. */
export function permits(inode: Inode, viewer: Viewer, bits: number): boolean {
  if (holds(viewer, 'DAC_OVERRIDE')) return (bits & 1) === 0 || inode.kind === 'directory' || (inode.mode & 0o111) !== 0
  const shift = inode.uid === viewer.uid ? 6 : viewer.gid === inode.gid || viewer.groups.includes(inode.gid) ? 3 : 0
  return ((inode.mode >> shift) & bits) === bits
}
