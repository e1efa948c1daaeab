import { parseQuantity, quantityValue } from '../../apimachinery/quantity.ts'
import { FileTree } from '../../machine/files/file-tree.ts'
import type { DirectoryInode } from '../../machine/files/inode.ts'
import type { VolumePlugin } from './volume.ts'

/** `emptyDir`: on the node's disk, or in memory. */
export const emptyDirVolume: VolumePlugin = {
  field: 'emptyDir',
  mount(volume, { pod, host, clock }) {
    const { medium, sizeLimit } = volume.emptyDir!
    const limitBytes = sizeLimit === undefined ? undefined : quantityValue(parseQuantity(sizeLimit))
    const { fsGroup } = pod.spec?.securityContext ?? {}
    const owner = fsGroup === undefined ? {} : { gid: fsGroup }
    const mode = fsGroup === undefined ? 0o777 : 0o2777
    if (medium?.startsWith('Memory')) {
      const tree = new FileTree('tmpfs', {
        nowMs: clock.now(),
        mode: fsGroup === undefined ? 0o1777 : 0o3777,
        ...(limitBytes && { limitBytes }),
      })
      Object.assign(tree.root, owner)
      return Promise.resolve({ tree, root: tree.root, source: 'tmpfs' })
    }
    const path = `/var/lib/kubelet/pods/${pod.metadata.uid}/volumes/kubernetes.io~empty-dir/${volume.name}`
    host.files.mkdir(path, { parents: true, mode: 0o755 })
    host.files.change(path, { mode, ...owner })
    const root = host.files.stat(path).inode as DirectoryInode
    return Promise.resolve({
      tree: host.tree,
      root,
      source: '/dev/nvme0n1p1',
      usage: () => sizeOf(root),
      ...(limitBytes !== undefined && { limitBytes }),
    })
  },
}

/** Bytes in all files below. */
export function sizeOf(directory: DirectoryInode): number {
  let sum = 0
  for (const inode of directory.entries.values())
    sum += inode.kind === 'directory' ? sizeOf(inode) : inode.kind === 'file' ? inode.size : 0
  return sum
}
