import { syncCurrent } from './current-replica-set.ts'
import { allOf, byCreation, replicasOf, rolloutBounds, sizeOf, totalSize, totalStatus } from './replica-sets.ts'
import { resize, type Rollout } from './rollout.ts'

/** Takes the next step of a rolling update: first up, then down. @returns whether it changed a size. */
export async function rollForward(rollout: Rollout): Promise<boolean> {
  await syncCurrent(rollout, true)
  return (await growCurrent(rollout)) || (await shrinkOld(rollout))
}

async function growCurrent(rollout: Rollout): Promise<boolean> {
  const { deployment, sets } = rollout
  const current = sets.current!
  const replicas = replicasOf(deployment)
  const size = sizeOf(current)
  if (size === replicas) return false
  if (size > replicas) return resize(rollout, current, replicas)
  const room = replicas + rolloutBounds(deployment).maxSurge - totalSize(allOf(sets))
  return room > 0 && resize(rollout, current, size + Math.min(room, replicas - size))
}

async function shrinkOld(rollout: Rollout): Promise<boolean> {
  const { deployment, sets } = rollout
  if (totalSize(sets.old) === 0) return false
  // One that was shrunk just now still counts the pods that have to go: none of them can be spared a second time.
  if (sets.old.some((old) => (old.status?.availableReplicas ?? 0) > sizeOf(old))) return false
  const current = sets.current!
  const minAvailable = replicasOf(deployment) - rolloutBounds(deployment).maxUnavailable
  const unavailable = sizeOf(current) - (current.status?.availableReplicas ?? 0)
  const room = totalSize(allOf(sets)) - minAvailable - unavailable
  if (room <= 0) return false
  const unhealthy = await removeUnhealthy(rollout, room)
  const healthy = await removeHealthy(rollout, minAvailable)
  return unhealthy + healthy > 0
}

/** Old pods that do not work go first, since nobody misses them. */
async function removeUnhealthy(rollout: Rollout, limit: number): Promise<number> {
  let removed = 0
  for (const old of rollout.sets.old.toSorted(byCreation)) {
    const count = Math.min(limit - removed, sizeOf(old) - (old.status?.availableReplicas ?? 0))
    if (sizeOf(old) === 0 || count <= 0) continue
    await resize(rollout, old, sizeOf(old) - count)
    removed += count
  }
  return removed
}

async function removeHealthy(rollout: Rollout, minAvailable: number): Promise<number> {
  const { sets } = rollout
  const limit = totalStatus(allOf(sets), 'availableReplicas') - minAvailable
  let removed = 0
  for (const old of sets.old.toSorted(byCreation)) {
    const count = Math.min(limit - removed, sizeOf(old))
    if (count <= 0) continue
    await resize(rollout, old, sizeOf(old) - count)
    removed += count
  }
  return removed
}
