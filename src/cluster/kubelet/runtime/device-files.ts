import { FileTree } from '../../machine/files/file-tree.ts'
import type { DeviceInode, Viewer } from '../../machine/files/inode.ts'
import type { OpenFile } from '../../machine/files/open-file.ts'
import { FileError } from '../../machine/files/file-error.ts'
import type { Process } from '../../machine/process/process.ts'
import { nullDevice, zeroDevice } from '../../machine/streams/devices.ts'

/** `/dev` of a container. */
export function createDevices(nowMs: number, random: () => number): FileTree {
  const tree = new FileTree('tmpfs', { nowMs })
  const device = (open: (viewer: Viewer) => OpenFile): DeviceInode => ({
    kind: 'device',
    type: 'character',
    owner: tree,
    mode: 0o666,
    uid: 0,
    gid: 0,
    mtimeMs: nowMs,
    open,
  })
  const randomDevice: OpenFile = {
    ...nullDevice,
    path: '/dev/urandom',
    read: (most) => Uint8Array.from({ length: Math.min(most, 65_536) }, () => Math.floor(random() * 256)),
  }
  const fullDevice: OpenFile = {
    ...zeroDevice,
    path: '/dev/full',
    write() {
      throw new FileError('ENOSPC', '/dev/full')
    },
  }
  const terminal = (viewer: Viewer): OpenFile => {
    const process = viewer.process as Process | undefined
    const found = [0, 1, 2].map((fd) => process?.descriptors.get(fd)?.file).find((file) => file?.terminal)
    if (!found) throw new FileError('ENODEV', '/dev/tty')
    return { ...found, close: () => undefined }
  }
  const { entries } = tree.root
  for (const [name, open] of Object.entries({
    null: () => nullDevice,
    zero: () => zeroDevice,
    full: () => fullDevice,
    random: () => randomDevice,
    urandom: () => randomDevice,
    tty: terminal,
  }))
    entries.set(name, device(open))
  const links = { fd: '/proc/self/fd', stdin: '/proc/self/fd/0', stdout: '/proc/self/fd/1', stderr: '/proc/self/fd/2' }
  for (const [name, target] of Object.entries(links))
    entries.set(name, { kind: 'symlink', owner: tree, mode: 0o777, uid: 0, gid: 0, mtimeMs: nowMs, target })
  entries.set('shm', tree.directory({ mode: 0o1777, mtimeMs: nowMs }))
  entries.set('pts', tree.directory({ mtimeMs: nowMs }))
  return tree
}
