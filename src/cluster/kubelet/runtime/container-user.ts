import { FileView } from '../../machine/files/file-view.ts'
import { MountTable } from '../../machine/files/mounts.ts'
import type { Image } from '../../images/image.ts'
import type * as types from '../../resources/generated/types.ts'

/** Who a container's processes are. */
export interface ContainerUser {
  uid: number
  gid: number
  groups: readonly number[]
}

/** The user that the security contexts and the image ask for. */
export function containerUser(pod: types.Pod, container: types.Container, image: Image): ContainerUser {
  const ofPod = pod.spec?.securityContext
  const own = container.securityContext
  const [name = '', group] = (image.config.user ?? '').split(':')
  const view = new FileView(
    new MountTable({ tree: image.tree, readOnly: true, source: '' }),
    { uid: 0, gid: 0, groups: [] },
    () => 0,
  )
  const fromImage = lookUp(view, '/etc/passwd', name)
  const uid = own?.runAsUser ?? ofPod?.runAsUser ?? fromImage?.id ?? 0
  const runAsGroup = own?.runAsGroup ?? ofPod?.runAsGroup
  const named = uid === fromImage?.id ? fromImage : lookUp(view, '/etc/passwd', String(uid))
  const gid =
    runAsGroup ??
    (group === undefined || uid !== fromImage?.id ? (named?.gid ?? 0) : (lookUp(view, '/etc/group', group)?.id ?? 0))
  const extra = [...(ofPod?.fsGroup === undefined ? [] : [ofPod.fsGroup]), ...(ofPod?.supplementalGroups ?? [])]
  const member = ofPod?.supplementalGroupsPolicy === 'Strict' || uid === 0 ? [] : memberships(view, named?.name)
  const groups = [...new Set([gid, ...extra, ...member])].sort((a, b) => a - b)
  return { uid, gid, groups }
}

/** Whether the kubelet refuses to run the image: it must not run as root, and would, or nobody can tell. `undefined` when it may. */
export function nonRootProblem(
  pod: types.Pod,
  container: types.Container,
  image: Image,
  user: ContainerUser,
): string | undefined {
  const required = container.securityContext?.runAsNonRoot ?? pod.spec?.securityContext?.runAsNonRoot
  if (!required) return undefined
  const explicit = container.securityContext?.runAsUser ?? pod.spec?.securityContext?.runAsUser
  const where = `(pod: "${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})", container: ${container.name})`
  const [name = ''] = (image.config.user ?? '').split(':')
  if (explicit === undefined && name !== '' && !/^\d+$/.test(name))
    return `container has runAsNonRoot and image has non-numeric user (${name}), cannot verify user is non-root ${where}`
  if (user.uid !== 0) return undefined
  return explicit === 0
    ? `container's runAsUser breaks non-root policy ${where}`
    : `container has runAsNonRoot and image will run as root ${where}`
}

function lookUp(
  files: FileView,
  database: string,
  name: string,
): { name: string; id: number; gid: number } | undefined {
  if (name === '') return undefined
  const lines = files.find(database) ? files.readText(database).split('\n') : []
  const numeric = /^\d+$/.test(name)
  for (const line of lines) {
    const [entry = '', , id = '', gid = ''] = line.split(':')
    if (numeric ? id === name : entry === name) return { name: entry, id: Number(id), gid: Number(gid) }
  }
  return numeric ? { name: '', id: Number(name), gid: 0 } : undefined
}

function memberships(files: FileView, user: string | undefined): number[] {
  if (!user || !files.find('/etc/group')) return []
  return files
    .readText('/etc/group')
    .split('\n')
    .filter((line) => line.split(':')[3]?.split(',').includes(user))
    .map((line) => Number(line.split(':')[2]))
}
