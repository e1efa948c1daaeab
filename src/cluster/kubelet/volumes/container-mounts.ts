import { FileView } from '../../machine/files/file-view.ts'
import { isFileError } from '../../machine/files/file-error.ts'
import { MountTable } from '../../machine/files/mounts.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ContainerMount } from '../runtime/container.ts'
import type { MountedVolume } from './volume.ts'

/** A mount that cannot be made. */
export class MountError extends Error {
  override name = 'MountError'
}

/** The mounts that a container asks for. @throws MountError */
export function containerMounts(
  container: types.Container,
  volumes: ReadonlyMap<string, MountedVolume>,
  env: ReadonlyMap<string, string>,
): ContainerMount[] {
  return (container.volumeMounts ?? []).flatMap(({ name, mountPath, readOnly = false, subPath, subPathExpr }) => {
    const volume = volumes.get(name)
    if (!volume) return []
    const inner = subPathExpr === undefined ? (subPath ?? '') : expandStrictly(subPathExpr, env)
    return [
      {
        path: mountPath.replace(/(?<=.)\/+$/, ''),
        tree: volume.tree,
        at: inner === '' ? volume.root : resolveInside(volume, inner),
        readOnly: readOnly || (volume.readOnly ?? false),
        source: volume.source,
      },
    ]
  })
}

function expandStrictly(text: string, env: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\(([^()]*)\)/g, (_whole, name: string) => {
    const value = env.get(name)
    if (value === undefined) throw new MountError(`missing value for ${name}`)
    return value
  })
}

/** A file or folder of a volume; what is not there is made as a folder. */
function resolveInside(volume: MountedVolume, path: string): ContainerMount['at'] {
  const mounts = new MountTable({ tree: volume.tree, at: volume.root, readOnly: false, source: volume.source })
  const view = new FileView(mounts, { uid: 0, gid: 0, groups: [0] }, () => volume.root.mtimeMs)
  try {
    if (!view.find(`/${path}`)) view.mkdir(`/${path}`, { parents: true, mode: 0o750 })
    const { inode } = view.stat(`/${path}`)
    if (inode.kind === 'file' || inode.kind === 'directory') return inode
  } catch (error) {
    if (!isFileError(error)) throw error
  }
  throw new MountError(`failed to prepare subPath for volumeMount "${path}" of container`)
}
