import type { FileView } from '../../machine/files/file-view.ts'
import type { Inode } from '../../machine/files/inode.ts'
import { VolumeError, type VolumePlugin } from './volume.ts'

/** What each type wants to find, and its words when it does not. */
const CHECKS: Readonly<Record<string, { is: (inode: Inode) => boolean; what: string }>> = {
  Directory: { is: ({ kind }) => kind === 'directory', what: 'a directory' },
  DirectoryOrCreate: { is: ({ kind }) => kind === 'directory', what: 'a directory' },
  File: { is: ({ kind }) => kind === 'file', what: 'a file' },
  FileOrCreate: { is: ({ kind }) => kind === 'file', what: 'a file' },
  Socket: { is: (inode) => inode.kind === 'device' && inode.type === 'socket', what: 'a socket file' },
  CharDevice: { is: (inode) => inode.kind === 'device' && inode.type === 'character', what: 'a character device' },
  BlockDevice: { is: (inode) => inode.kind === 'device' && inode.type === 'block', what: 'a block device' },
}

/** `hostPath`: a file or folder of the node. */
export const hostPathVolume: VolumePlugin = {
  field: 'hostPath',
  mount(volume, { host }) {
    const { path, type = '' } = volume.hostPath!
    const { files } = host
    create(files, path, type)
    const inode = files.find(path)
    const check = CHECKS[type]
    if (check && !(inode && check.is(inode)))
      throw new VolumeError(`hostPath type check failed: ${path} is not ${check.what}`)
    // Without a type the runtime makes a folder of what is not there.
    if (!inode) files.mkdir(path, { parents: true, mode: 0o755 })
    const location = files.resolve(path)
    const found = location.inode!
    if (found.kind !== 'directory' && found.kind !== 'file')
      throw new VolumeError(`hostPath type check failed: ${path} is not a directory`)
    return Promise.resolve({ tree: location.mount.tree, root: found, source: '/dev/nvme0n1p1' })
  },
}

function create(files: FileView, path: string, type: string): void {
  if (files.find(path)) return
  if (type === 'DirectoryOrCreate') files.mkdir(path, { parents: true, mode: 0o755 })
  else if (type === 'FileOrCreate') files.writeFile(path, '', { mode: 0o644 })
}
