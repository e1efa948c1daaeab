import { isReason, StatusError } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { PersistentVolumeClaim, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { controllerReference } from '../shared/claim.ts'

/** Makes the claims of volumes that live as long as their pod. */
export const ephemeralVolumeController = defineController({
  name: 'ephemeral-volume-controller',
  account: 'ephemeral-volume-controller',
  eventSource: 'ephemeral_volume',
  watches: [
    watch(Pod, ({ type, object }) =>
      type !== 'deleted' && object.spec?.volumes?.some(({ ephemeral }) => ephemeral) ? [keyOf(object)] : [],
    ),
    watch(PersistentVolumeClaim),
  ],
  async reconcile(key, context) {
    const pod = context.cache(Pod).get(key)
    if (!pod || pod.metadata.deletionTimestamp) return undefined
    for (const volume of pod.spec?.volumes ?? []) if (volume.ephemeral) await ensureClaim(pod, volume, context)
    return undefined
  },
})

async function ensureClaim(
  pod: types.Pod,
  { name: volumeName, ephemeral }: types.Volume,
  { cache, client, events }: ReconcileContext,
): Promise<void> {
  const { namespace = '' } = pod.metadata
  const name = `${pod.metadata.name}-${volumeName}`
  const existing = cache(PersistentVolumeClaim).get(`${namespace}/${name}`)
  if (existing) {
    const isMine = existing.metadata.ownerReferences?.some(
      ({ uid, controller }) => controller && uid === pod.metadata.uid,
    )
    if (isMine) return
    const message = `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`
    return events.event(pod, 'Warning', 'EphemeralVolume', message)
  }
  const template = ephemeral!.volumeClaimTemplate!
  const { labels, annotations } = template.metadata ?? {}
  const metadata = {
    name,
    namespace,
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ownerReferences: [controllerReference(Pod, pod)],
  }
  try {
    await client.create(PersistentVolumeClaim, { metadata, spec: template.spec })
  } catch (error) {
    if (isReason(error, 'AlreadyExists')) return
    if (error instanceof StatusError)
      events.event(
        pod,
        'Warning',
        'FailedBinding',
        `ephemeral volume ${volumeName}: create PVC ${name}: ${error.message}`,
      )
    throw error
  }
}
