import { FileTree } from '../../machine/files/file-tree.ts'
import { FileView } from '../../machine/files/file-view.ts'
import type { Inode } from '../../machine/files/inode.ts'
import { MountTable } from '../../machine/files/mounts.ts'
import type * as types from '../../resources/generated/types.ts'
import type { Content } from '../references.ts'
import type { MountedVolume, VolumeContext } from './volume.ts'

/** Files by path below the volume. */
export type Payload = Map<string, { data: Uint8Array; mode: number; uid?: number }>

const DEFAULT_MODE = 0o644

/** The keys of a ConfigMap or Secret as files. @throws Error for a key that is not there */
export function selectKeys(
  content: Content | undefined,
  items: readonly types.KeyToPath[] | undefined,
  defaultMode = DEFAULT_MODE,
  missing: (key: string) => Error | undefined,
): Payload {
  const payload: Payload = new Map()
  if (!items) {
    for (const [key, data] of content ?? []) payload.set(key, { data, mode: defaultMode })
    return payload
  }
  for (const { key, path, mode = defaultMode } of items) {
    const data = content?.get(key)
    if (data) payload.set(path, { data, mode })
    else {
      const problem = missing(key)
      if (problem) throw problem
    }
  }
  return payload
}

/**
 * A volume that shows a payload and follows it: files stand behind links into a folder that is replaced as a whole, so that readers never
 * see half of a change.
 */
export async function payloadVolume(
  type: 'tmpfs' | 'xfs',
  context: VolumeContext,
  compute: () => Promise<Payload>,
): Promise<MountedVolume> {
  const { clock, pod } = context
  const tree = new FileTree(type, { nowMs: clock.now(), mode: type === 'tmpfs' ? 0o1777 : 0o777 })
  const view = new FileView(
    new MountTable({ tree, readOnly: false, source: type }),
    { uid: 0, gid: 0, groups: [0] },
    () => clock.now(),
  )
  view.umask = 0
  const { fsGroup } = pod.spec?.securityContext ?? {}
  let shown: string | undefined
  const write = async () => {
    const payload = await compute()
    const key = fingerprint(payload)
    if (key === shown) return
    shown = key
    writePayload(view, payload, fsGroup)
  }
  await write()
  return {
    tree,
    root: tree.root,
    source: type === 'tmpfs' ? 'tmpfs' : '/dev/nvme0n1p1',
    readOnly: true,
    refresh: write,
  }
}

function writePayload(view: FileView, payload: Payload, fsGroup: number | undefined): void {
  const stamp = `..${new Date(view.now()).toISOString().slice(0, 19).replaceAll('-', '_').replaceAll(':', '_').replace('T', '_')}.${fingerprintNumber(payload)}`
  if (!view.find(`/${stamp}`)) view.mkdir(`/${stamp}`, { mode: 0o755 })
  for (const [path, { data, mode, uid = 0 }] of payload) {
    const file = `/${stamp}/${path}`
    view.mkdir(file.replace(/\/[^/]*$/, ''), { parents: true, mode: 0o755 })
    view.writeFile(file, data)
    view.change(file, fsGroup === undefined ? { mode, uid } : { mode: mode | 0o440, uid, gid: fsGroup })
  }
  const before = view.find('/..data', false)
  if (before) view.unlink('/..data')
  view.symlink(stamp, '/..data')
  const names = new Set(Array.from(payload.keys(), (path) => path.split('/')[0]!))
  for (const name of view.list('/')) {
    const old = name.startsWith('..') ? name !== '..data' && name !== stamp : !names.has(name)
    if (old) removeTree(view, `/${name}`)
  }
  for (const name of names) if (!view.find(`/${name}`, false)) view.symlink(`..data/${name}`, `/${name}`)
  if (fsGroup !== undefined) giveTo(view, '/', fsGroup)
}

/** Gives folders and links to the group, and what is made in the folders. */
function giveTo(view: FileView, path: string, gid: number): void {
  const { kind, mode } = view.stat(path, false).inode
  const root = path === '/' ? 0o070 : 0
  view.change(path, kind === 'directory' ? { gid, mode: mode | 0o2050 | root } : { gid }, false)
  if (kind !== 'directory') return
  for (const name of view.list(path)) giveTo(view, path === '/' ? `/${name}` : `${path}/${name}`, gid)
}

function removeTree(view: FileView, path: string): void {
  const inode: Inode = view.stat(path, false).inode
  if (inode.kind !== 'directory') return view.unlink(path)
  for (const name of view.list(path)) removeTree(view, `${path}/${name}`)
  view.rmdir(path)
}

function fingerprint(payload: Payload): string {
  return Array.from(
    payload,
    ([path, { data, mode }]) => `${path}\0${mode}\0${new TextDecoder('latin1').decode(data)}`,
  ).join('\0')
}

function fingerprintNumber(payload: Payload): string {
  let state = 5381
  for (const character of fingerprint(payload)) state = (Math.imul(state, 33) + character.codePointAt(0)!) >>> 0
  return String(state)
}
