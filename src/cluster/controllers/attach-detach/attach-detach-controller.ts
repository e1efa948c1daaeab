import { csiSourceOf } from '../../csi/migration.ts'
import { isReason } from '../../apimachinery/errors.ts'
import {
  CSIDriver,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  VolumeAttachment,
} from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ControllerContext, type ReconcileContext } from '../define-controller.ts'
import { podsByClaim } from '../persistent-volume-binder/sync-claim.ts'
import { isFinished } from '../shared/pods.ts'
import { attachableVolume, attachmentName, isManaged, type AttachableVolume } from './attachable-volume.ts'

const RETRY_MS = 10_000

/** Asks for volumes to be attached to the nodes whose pods need them, and to be detached when none does. Keys are names of volumes. */
export const attachDetachController = defineController({
  name: 'persistentvolume-attach-detach-controller',
  account: 'attachdetach-controller',
  eventSource: 'attachdetach-controller',
  watches: [
    watch(Pod, ({ type, object, old }, context) =>
      type === 'deleted' || object.spec?.nodeName !== old?.spec?.nodeName || isFinished(object)
        ? volumesOf(object, context)
        : [],
    ),
    watch(PersistentVolume, ({ object, type }) =>
      type !== 'deleted' && csiSourceOf(object.spec) ? [object.metadata.name] : [],
    ),
    watch(VolumeAttachment, ({ object: { spec } }) =>
      spec.source.persistentVolumeName ? [spec.source.persistentVolumeName] : [],
    ),
    watch(Node, ({ object, old }, { cache }) =>
      old && isManaged(old) === isManaged(object) && sameList(old.status?.volumesInUse, object.status?.volumesInUse)
        ? []
        : cache(VolumeAttachment)
            .list()
            .filter(({ spec }) => spec.nodeName === object.metadata.name)
            .flatMap(({ spec }) => spec.source.persistentVolumeName ?? []),
    ),
    watch(PersistentVolumeClaim),
    watch(CSIDriver),
  ],
  async reconcile(name, context) {
    const volume = attachableVolume(name, context)
    if (!volume) return undefined
    const { cache } = context
    const wanted = Map.groupBy(podsUsing(volume, context), ({ spec }) => spec!.nodeName!)
    const attachments = cache(VolumeAttachment)
      .list()
      .filter(({ spec }) => spec.source.persistentVolumeName === name)
    for (const attachment of attachments)
      if (!wanted.has(attachment.spec.nodeName)) await detach(volume, attachment, context)
    let waits = false
    for (const [nodeName, pods] of wanted) {
      const present = attachments.find(({ spec }) => spec.nodeName === nodeName)
      const rival = volume.exclusive ? attachments.find(({ spec }) => spec.nodeName !== nodeName) : undefined
      if (present) await noteAttached(volume, present, pods, context)
      else if (rival) {
        waits = true
        refuse(volume, rival, pods, context)
      } else await attach(volume, nodeName, context)
    }
    return waits ? RETRY_MS : undefined
  },
})

function volumesOf(pod: types.Pod, { cache }: ControllerContext): string[] {
  return podsByClaim(pod).flatMap((key) => cache(PersistentVolumeClaim).get(key)?.spec?.volumeName ?? [])
}

/** The pods on nodes that leave attaching to the controller. */
function podsUsing({ claimKey }: AttachableVolume, { cache }: ReconcileContext): types.Pod[] {
  if (!claimKey) return []
  return cache(Pod)
    .by(podsByClaim, claimKey)
    .filter((pod) => pod.spec?.nodeName && !isFinished(pod) && isManaged(cache(Node).get(pod.spec.nodeName)))
}

async function attach(volume: AttachableVolume, nodeName: string, { client }: ReconcileContext): Promise<void> {
  const spec = { attacher: volume.driver, nodeName, source: { persistentVolumeName: volume.name } }
  try {
    await client.create(VolumeAttachment, { metadata: { name: attachmentName(volume, nodeName) }, spec })
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error
  }
}

/** Tells the node of a volume that its driver has attached, and the pods how it went. */
async function noteAttached(
  { name, uniqueName }: AttachableVolume,
  { spec: { nodeName }, status }: types.VolumeAttachment,
  pods: readonly types.Pod[],
  context: ReconcileContext,
): Promise<void> {
  const { cache, events } = context
  if (status?.attachError) {
    const message = `AttachVolume.Attach failed for volume "${name}" : ${status.attachError.message ?? ''}`
    for (const pod of pods) events.event(pod, 'Warning', 'FailedAttachVolume', message)
  }
  const node = cache(Node).get(nodeName)
  if (!status?.attached || !node) return
  const listed = node.status?.volumesAttached ?? []
  if (listed.some((one) => one.name === uniqueName)) return
  await listAttached(node, [...listed, { name: uniqueName, devicePath: '' }], context)
  for (const pod of pods)
    events.event(pod, 'Normal', 'SuccessfulAttachVolume', `AttachVolume.Attach succeeded for volume "${name}" `)
}

/** The volume is still somewhere else. */
function refuse(
  { name, claimKey }: AttachableVolume,
  { spec }: types.VolumeAttachment,
  pods: readonly types.Pod[],
  { cache, events }: ReconcileContext,
): void {
  const users = cache(Pod)
    .by(podsByClaim, claimKey ?? '')
    .filter((pod) => pod.spec?.nodeName === spec.nodeName)
    .map(({ metadata }) => metadata.name)
  const why =
    users.length > 0
      ? `Volume is already used by pod(s) ${users.join(', ')}`
      : "Volume is already exclusively attached to one node and can't be attached to another"
  for (const pod of pods)
    events.event(pod, 'Warning', 'FailedAttachVolume', `Multi-Attach error for volume "${name}" ${why}`)
}

/** A node that still uses the volume is waited for. */
async function detach(
  { uniqueName }: AttachableVolume,
  { metadata, spec }: types.VolumeAttachment,
  context: ReconcileContext,
): Promise<void> {
  const node = context.cache(Node).get(spec.nodeName)
  if (node?.status?.volumesInUse?.includes(uniqueName)) return
  const listed = node?.status?.volumesAttached ?? []
  const others = listed.filter(({ name }) => name !== uniqueName)
  if (node && others.length < listed.length) await listAttached(node, others, context)
  if (metadata.deletionTimestamp) return
  try {
    await context.client.delete(VolumeAttachment, metadata.name)
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

async function listAttached(
  { metadata: { name, uid } }: types.Node,
  volumes: readonly types.AttachedVolume[],
  { client }: ReconcileContext,
): Promise<void> {
  const volumesAttached = volumes.length > 0 ? volumes : null
  const patch = { metadata: { uid }, status: { volumesAttached } }
  await client.patch(Node, name, patch as never, { type: 'merge', subresource: 'status' })
}

function sameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index])
}
