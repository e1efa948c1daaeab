import { controllerOf } from '../../apimachinery/object.ts'
import { Pod, ResourceClaim } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { isFinished } from '../shared/pods.ts'

const FINALIZER = 'resource.kubernetes.io/delete-protection'

/** Takes a claim from pods that have ended, frees its devices when no pod is left, and removes it with the pod that it was made for. */
export async function releaseClaim(claim: types.ResourceClaim, context: ReconcileContext): Promise<void> {
  const { client } = context
  const { namespace = '', name, deletionTimestamp } = claim.metadata
  const reserved = claim.status?.reservedFor ?? []
  const kept = reserved.filter((consumer) => isInUse(consumer, namespace, context))
  // The scheduler protects a claim before it gives it devices: one that nobody has used yet is left alone.
  const isDue = kept.length < reserved.length || (kept.length === 0 && deletionTimestamp !== undefined)
  let current = claim
  if (kept.length < reserved.length || (isDue && claim.status?.allocation)) {
    const { reservedFor: _reserved, allocation, ...rest } = claim.status ?? {}
    const status = { ...rest, ...(kept.length > 0 && { reservedFor: kept, ...(allocation && { allocation }) }) }
    current = await client.update(ResourceClaim, { ...claim, status }, { subresource: 'status' })
  }
  const { finalizers = [], ...metadata } = current.metadata
  if (isDue && !current.status?.allocation && finalizers.includes(FINALIZER)) {
    const others = finalizers.filter((finalizer) => finalizer !== FINALIZER)
    await client.update(ResourceClaim, {
      ...current,
      metadata: { ...metadata, ...(others.length > 0 && { finalizers: others }) },
    })
  }
  if (!deletionTimestamp && isOver(claim, context)) await client.delete(ResourceClaim, name, { namespace })
}

/** Whether a consumer is a pod that may still use the claim; whatever else is left alone. */
function isInUse(
  { apiGroup = '', resource, name, uid }: types.ResourceClaimConsumerReference,
  namespace: string,
  { cache }: ReconcileContext,
): boolean {
  if (apiGroup !== '' || resource !== 'pods') return true
  const pod = cache(Pod).get(`${namespace}/${name}`)
  if (pod?.metadata.uid !== uid || isFinished(pod)) return false
  return !(pod.metadata.deletionTimestamp && !pod.spec?.nodeName)
}

/** Whether a claim was made for a pod that has ended. */
function isOver(claim: types.ResourceClaim, { cache }: ReconcileContext): boolean {
  const owner = controllerOf(claim)
  if (owner?.kind !== 'Pod') return false
  const pod = cache(Pod).get(`${claim.metadata.namespace}/${owner.name}`)
  return pod?.metadata.uid === owner.uid && isFinished(pod)
}
