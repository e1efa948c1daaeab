import { isReason, StatusError } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { isMadeFor, notMadeFor } from '../../resources/core/ephemeral-claim.ts'
import { PersistentVolumeClaim, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { controllerReference } from '../shared/claim.ts'

// A claim that has the name of a pod's may go.
const NAME_TAKEN_MS = 10_000

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
    let wait: number | undefined
    for (const volume of pod.spec?.volumes ?? [])
      if (volume.ephemeral && !(await ensureClaim(pod, volume, context))) wait = NAME_TAKEN_MS
    return wait
  },
})

/** @returns whether the claim is there or on its way; not where its name is taken. */
async function ensureClaim(
  pod: types.Pod,
  { name: volumeName, ephemeral }: types.Volume,
  { cache, client, events }: ReconcileContext,
): Promise<boolean> {
  const { namespace = '' } = pod.metadata
  const name = `${pod.metadata.name}-${volumeName}`
  const existing = cache(PersistentVolumeClaim).get(`${namespace}/${name}`)
  if (existing) {
    if (isMadeFor(existing, pod)) return true
    const problem = notMadeFor(existing, pod)
    events.event(pod, 'Warning', 'FailedBinding', `ephemeral volume ${volumeName}: ${problem}`)
    return false
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
    if (isReason(error, 'AlreadyExists')) return false
    if (error instanceof StatusError)
      events.event(
        pod,
        'Warning',
        'FailedBinding',
        `ephemeral volume ${volumeName}: create PVC ${name}: ${error.message}`,
      )
    throw error
  }
  return true
}
