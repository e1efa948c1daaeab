import type { DirectoryInode, FileInode, Inode } from './inode.ts'
import type { FileTree } from './file-tree.ts'

/** A tree, or a part of one, at a place. */
export interface Mount {
  /** Absolute, without a slash at the end; `/` for the root. */
  path: string
  tree: FileTree
  /** A directory or file of `tree`, which the tree owns; the whole tree when absent. */
  at?: DirectoryInode | FileInode
  readOnly: boolean
  /** What `mount` names first: `overlay`, `tmpfs`, `/dev/nvme0n1p1`. */
  source: string
}

/** What is mounted where: the view of one container, or of the node itself. */
export class MountTable {
  readonly #byPath = new Map<string, Mount>()

  constructor(root: Omit<Mount, 'path'>) {
    this.add({ ...root, path: '/' })
  }

  add(mount: Mount): void {
    this.#byPath.set(mount.path, mount)
  }

  remove(path: string): void {
    this.#byPath.delete(path)
  }

  get(path: string): Mount | undefined {
    return this.#byPath.get(path)
  }

  get root(): Mount {
    return this.#byPath.get('/')!
  }

  /** In the order in which they were mounted. */
  list(): Mount[] {
    return [...this.#byPath.values()]
  }
}

/** What stands at a mount's own path. */
export function mountedInode(mount: Mount): Inode {
  return mount.at ?? mount.tree.root
}
