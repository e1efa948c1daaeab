import { FileTree } from '../../machine/files/file-tree.ts'

/** The disks behind persistent volumes. They outlive pods and nodes. */
export class Disks {
  readonly #byVolume = new Map<string, FileTree>()

  /** The disk of a persistent volume; a new, empty one when it is first asked for. */
  of(volumeName: string, capacityBytes: number | undefined, nowMs: number): FileTree {
    let tree = this.#byVolume.get(volumeName)
    if (!tree) {
      tree = new FileTree('ext4', { nowMs, ...(capacityBytes !== undefined && { limitBytes: capacityBytes }) })
      tree.root.entries.set('lost+found', tree.directory({ mode: 0o700, mtimeMs: nowMs }))
      this.#byVolume.set(volumeName, tree)
    }
    if (capacityBytes !== undefined) tree.limitBytes = capacityBytes
    return tree
  }

  /** Forgets a disk whose volume was deleted. */
  remove(volumeName: string): void {
    this.#byVolume.delete(volumeName)
  }
}
