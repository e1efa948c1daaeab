import { isReason } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { Deployment, Pod, ReplicaSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch } from '../define-controller.ts'
import { claim, controllerKey } from '../shared/claim.ts'
import { ownersConcerned } from '../shared/dependents.ts'
import { condition, findCondition } from './conditions.ts'
import { hasDeadline, syncCurrent } from './current-replica-set.ts'
import { isComplete, syncRolloutStatus, syncStatus } from './deployment-status.ts'
import { recreate } from './recreate.ts'
import { byRevision, isRolling, sizeOf, splitReplicaSets } from './replica-sets.ts'
import { rollForward } from './rolling.ts'
import { statusWith, writeStatus, type Rollout } from './rollout.ts'
import { isScaling, scale } from './scaling.ts'

/** Rolls out new pod templates by growing one ReplicaSet and shrinking the others. */
export const deploymentController = defineController({
  name: 'deployment-controller',
  account: 'deployment-controller',
  watches: [
    watch(Deployment, ({ object }) => [keyOf(object)]),
    watch(ReplicaSet, (event, context) => ownersConcerned(event, context, Deployment, ({ spec }) => spec?.selector)),
    // Only a Deployment that recreates its pods waits for the last of them to go.
    watch(Pod, ({ type, object }, { cache }) => {
      const replicaSetKey = type === 'deleted' ? controllerKey(object, ReplicaSet, cache(ReplicaSet)) : undefined
      const replicaSet = replicaSetKey && cache(ReplicaSet).get(replicaSetKey)
      const key = replicaSet && controllerKey(replicaSet, Deployment, cache(Deployment))
      const deployment = key ? cache(Deployment).get(key) : undefined
      return key && deployment && !isRolling(deployment) ? [key] : []
    }),
  ],
  async reconcile(key, context) {
    const deployment = context.cache(Deployment).get(key)
    if (!deployment) return undefined
    if (selectsAll(deployment)) {
      const message = 'This deployment is selecting all pods. A non-empty selector is required.'
      context.events.event(deployment, 'Warning', 'SelectingAll', message)
      return undefined
    }
    const { client, cache } = context
    const { selector } = deployment.spec!
    const all = await claim({
      client,
      ownerType: Deployment,
      owner: deployment,
      selector,
      type: ReplicaSet,
      cache: cache(ReplicaSet),
    })
    const rollout: Rollout = { deployment, sets: splitReplicaSets(deployment, all), context }
    if (deployment.metadata.deletionTimestamp) {
      await syncStatus(rollout)
      return undefined
    }
    await syncPaused(rollout)
    if (deployment.spec?.paused || isScaling(rollout)) {
      await syncCurrent(rollout, false)
      await scale(rollout)
      if (deployment.spec?.paused) await removeOldRevisions(rollout)
      await syncStatus(rollout)
      return undefined
    }
    const moved = isRolling(deployment) ? await rollForward(rollout) : await recreate(rollout)
    if (!moved && isComplete(rollout.deployment)) await removeOldRevisions(rollout)
    return syncRolloutStatus(rollout)
  },
})

function selectsAll({ spec }: types.Deployment): boolean {
  const { matchLabels = {}, matchExpressions = [] } = spec?.selector ?? {}
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0
}

/** A paused rollout makes no progress, which must not be taken for a failure. */
async function syncPaused(rollout: Rollout): Promise<void> {
  const { deployment, context } = rollout
  if (!hasDeadline(deployment)) return
  const progressing = findCondition(deployment.status, 'Progressing')
  if (progressing?.reason === 'ProgressDeadlineExceeded') return
  const paused = deployment.spec?.paused === true
  if (paused === (progressing?.reason === 'DeploymentPaused')) return
  const now = context.clock.now()
  const next = paused
    ? condition('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused', now)
    : condition('Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed', now)
  await writeStatus(rollout, statusWith(rollout, next))
}

/** Deletes the oldest ReplicaSets beyond those that are kept for going back. */
async function removeOldRevisions({ deployment, sets, context }: Rollout): Promise<void> {
  const limit = deployment.spec?.revisionHistoryLimit
  if (limit === undefined) return
  const old = sets.old.filter(({ metadata }) => !metadata.deletionTimestamp).sort(byRevision)
  for (const replicaSet of old.slice(0, Math.max(0, old.length - limit))) {
    const { metadata, status } = replicaSet
    const isIdle = sizeOf(replicaSet) === 0 && (status?.replicas ?? 0) === 0
    if (!isIdle || (metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) continue
    try {
      await context.client.delete(ReplicaSet, metadata.name, { namespace: metadata.namespace! })
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error
    }
  }
}
