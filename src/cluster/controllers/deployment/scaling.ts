import type { ReplicaSet } from '../../resources/generated/types.ts'
import { DESIRED_REPLICAS, MAX_REPLICAS } from './annotations.ts'
import {
  allOf,
  byCreation,
  bySizeNewest,
  bySizeOldest,
  isRolling,
  replicasOf,
  rolloutBounds,
  sizeOf,
  totalSize,
} from './replica-sets.ts'
import { resize, scaleReplicaSet, type Rollout } from './rollout.ts'

/** Whether the Deployment was scaled since its ReplicaSets got their sizes. */
export function isScaling({ deployment, sets }: Rollout): boolean {
  return allOf(sets).some((one) => {
    const desired = one.metadata.annotations?.[DESIRED_REPLICAS]
    return sizeOf(one) > 0 && desired !== undefined && Number(desired) !== replicasOf(deployment)
  })
}

/** Gives the ReplicaSets of a scaled Deployment their sizes. In the middle of a rollout each gets its share. */
export async function scale(rollout: Rollout): Promise<void> {
  const { deployment, sets } = rollout
  const replicas = replicasOf(deployment)
  const active = allOf(sets).filter((one) => sizeOf(one) > 0)
  const only = active.length > 1 ? undefined : (active[0] ?? sets.current ?? sets.old.toSorted(byCreation).at(-1))
  if (only) {
    await resize(rollout, only, replicas)
    return
  }
  if (isSaturated(rollout)) {
    for (const old of sets.old) if (sizeOf(old) > 0) await resize(rollout, old, 0)
    return
  }
  if (!isRolling(deployment)) return
  const allowed = replicas > 0 ? replicas + rolloutBounds(deployment).maxSurge : 0
  const surplus = allowed - totalSize(active)
  const ordered = active.toSorted(surplus > 0 ? bySizeNewest : bySizeOldest)
  const sizes = shareOut(rollout, ordered, surplus)
  for (const [index, one] of ordered.entries()) await scaleReplicaSet(rollout, one, sizes[index]!)
}

/** Whether the current ReplicaSet alone has all that is wanted. */
function isSaturated({ deployment, sets: { current } }: Rollout): boolean {
  const replicas = replicasOf(deployment)
  return (
    current !== undefined &&
    sizeOf(current) === replicas &&
    Number(current.metadata.annotations?.[DESIRED_REPLICAS]) === replicas &&
    (current.status?.availableReplicas ?? 0) === replicas
  )
}

/** The sizes after `surplus` pods have been added by share; what rounding leaves goes to the first, which is the largest. */
function shareOut(rollout: Rollout, ordered: readonly ReplicaSet[], surplus: number): number[] {
  let added = 0
  const sizes = ordered.map((one) => {
    const left = surplus - added
    const share = left === 0 ? 0 : fraction(rollout, one)
    const taken = surplus > 0 ? Math.min(share, left) : Math.max(share, left)
    added += taken
    return sizeOf(one) + taken
  })
  if (sizes.length > 0) sizes[0] = Math.max(0, sizes[0]! + surplus - added)
  return sizes
}

function fraction({ deployment }: Rollout, replicaSet: ReplicaSet): number {
  const replicas = replicasOf(deployment)
  if (replicas === 0) return -sizeOf(replicaSet)
  const maxReplicas = replicas + rolloutBounds(deployment).maxSurge
  const annotated = Number(replicaSet.metadata.annotations?.[MAX_REPLICAS])
  const maxBefore = annotated || (deployment.status?.replicas ?? 0)
  if (maxBefore === 0) return 0
  return Math.round((sizeOf(replicaSet) * maxReplicas) / maxBefore) - sizeOf(replicaSet)
}
