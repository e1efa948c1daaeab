import { Pod } from '../../resources/generated/kinds.ts'
import { runAll, slowStart } from '../shared/slow-start.ts'
import { applyRetention, ensureClaims } from './claims.ts'
import { identityPatch, replicasOf, startOf } from './stateful-pod.ts'
import {
  createMember,
  deleteMember,
  hasEnded,
  isHealthy,
  isRunningAndAvailable,
  isRunningAndReady,
  isTerminating,
  revisionOf,
  type StatefulSync,
} from './stateful-sync.ts'

/**
 * Brings the pods to what the set wants: first those that are wanted, in order, each waiting for its predecessor; then those that are too many, from
 * the last; then updates, from the last.
 */
export async function syncMembers(sync: StatefulSync): Promise<void> {
  if (!(await syncWanted(sync))) return
  for (const pod of sync.condemned) await applyRetention(sync.set, pod, sync.context)
  if (!(await removeCondemned(sync))) return
  await updateMembers(sync)
}

/** @returns whether nothing has to be waited for. */
async function syncWanted(sync: StatefulSync): Promise<boolean> {
  const { set, ordered } = sync
  const ordinals = Array.from({ length: replicasOf(set) }, (_, index) => startOf(set) + index)
  if (ordered) {
    for (const ordinal of ordinals) if (!(await syncOne(sync, ordinal))) return false
    return true
  }
  let waits = false
  const { error } = await slowStart(ordinals.length, async (index) => {
    if (!(await syncOne(sync, ordinals[index]!))) waits = true
  })
  if (error !== undefined) throw error
  return !waits
}

async function syncOne(sync: StatefulSync, ordinal: number): Promise<boolean> {
  const { set, pods, ordered, context } = sync
  const pod = pods.get(ordinal)
  if (!pod) {
    await createMember(sync, ordinal)
    return !ordered
  }
  if (hasEnded(pod)) {
    if (!isTerminating(pod)) await deleteMember(sync, pod)
    return false
  }
  if (pod.status?.phase === 'Pending' && !isTerminating(pod))
    await ensureClaims(set, pod.metadata.name, ordinal, context)
  if (ordered && (isTerminating(pod) || !isRunningAndAvailable(pod, sync))) return false
  const labels = identityPatch(set, pod, ordinal)
  const { name, namespace = '' } = pod.metadata
  if (labels) await context.client.patch(Pod, name, { metadata: { labels } }, { namespace, type: 'merge' })
  await applyRetention(set, pod, context)
  return true
}

async function removeCondemned(sync: StatefulSync): Promise<boolean> {
  const { condemned, ordered, pods } = sync
  if (!ordered) {
    await runAll(
      condemned.filter((pod) => !isTerminating(pod)),
      (pod) => deleteMember(sync, pod),
    )
    return true
  }
  const [last] = condemned
  if (!last) return true
  if (isTerminating(last)) return false
  const firstUnhealthy = [...pods.values(), ...condemned.toReversed()].find((pod) => !isHealthy(pod))
  if (!isRunningAndReady(last) && last !== firstUnhealthy) return false
  await deleteMember(sync, last)
  return false
}

/** Deletes the last pod of an older template, so that it comes back with the new one; then waits until it works, and so on down to the partition. */
async function updateMembers(sync: StatefulSync): Promise<void> {
  const { set, pods, update } = sync
  const { type = 'RollingUpdate', rollingUpdate } = set.spec?.updateStrategy ?? {}
  if (type !== 'RollingUpdate') return
  const first = startOf(set) + (rollingUpdate?.partition ?? 0)
  for (let ordinal = startOf(set) + replicasOf(set) - 1; ordinal >= first; ordinal--) {
    const pod = pods.get(ordinal)
    if (!pod) return
    if (revisionOf(pod) !== update.metadata.name && !isTerminating(pod)) return deleteMember(sync, pod)
    if (!isHealthy(pod) || !isRunningAndAvailable(pod, sync)) return
  }
}
