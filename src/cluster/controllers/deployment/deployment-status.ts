import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../resources/generated/types.ts'
import { condition, findCondition, withCondition, withoutCondition } from './conditions.ts'
import { hasDeadline } from './current-replica-set.ts'
import { allOf, replicasOf, rolloutBounds, totalSize, totalStatus } from './replica-sets.ts'
import { writeStatus, type Rollout } from './rollout.ts'
import { sameStatus } from '../shared/same-status.ts'

/** Reasons with which a rollout has ended, well or not. */
const ENDS: readonly string[] = ['NewReplicaSetAvailable', 'ProgressDeadlineExceeded']

/** Writes the status of a Deployment that is paused or being scaled: numbers and availability, nothing about progress. */
export async function syncStatus(rollout: Rollout): Promise<void> {
  const status = countedStatus(rollout)
  if (!sameStatus(status, rollout.deployment.status)) await writeStatus(rollout, status)
}

/**
 * Writes the status of a Deployment that is being rolled out, with its progress.
 * @returns the time until a rollout that stands still is to be looked at again.
 */
export async function syncRolloutStatus(rollout: Rollout): Promise<number | undefined> {
  const { deployment, context } = rollout
  const status = withFailures(withProgress(countedStatus(rollout), rollout), rollout)
  if (!sameStatus(status, deployment.status)) await writeStatus(rollout, status)
  const progressing = findCondition(status, 'Progressing')
  if (!hasDeadline(deployment) || !progressing) return undefined
  // Only a rollout under way has a deadline: one that has come to its end has not, even when its pods fail later.
  const { reason = '' } = progressing
  if (isComplete(deployment, status) || ENDS.includes(reason)) return undefined
  return deadlineMs(deployment, progressing) - context.clock.now() + 1000
}

/** Whether all that is wanted runs, up to date, and nothing else. */
export function isComplete(deployment: Deployment, status: DeploymentStatus | undefined = deployment.status): boolean {
  const replicas = replicasOf(deployment)
  return (
    (status?.updatedReplicas ?? 0) === replicas &&
    (status?.replicas ?? 0) === replicas &&
    (status?.availableReplicas ?? 0) === replicas &&
    (status?.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}

function countedStatus({ deployment, sets, context }: Rollout): DeploymentStatus {
  const all = allOf(sets)
  const available = totalStatus(all, 'availableReplicas')
  const enough = available >= replicasOf(deployment) - rolloutBounds(deployment).maxUnavailable
  const now = context.clock.now()
  const availability = enough
    ? condition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : condition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      )
  const { collisionCount, conditions = [] } = deployment.status ?? {}
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: totalStatus(all, 'replicas'),
    updatedReplicas: totalStatus([sets.current], 'replicas'),
    readyReplicas: totalStatus(all, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, totalSize(all) - available),
    terminatingReplicas: totalStatus(all, 'terminatingReplicas'),
    conditions: withCondition(conditions, availability),
    ...(collisionCount !== undefined && { collisionCount }),
  }
}

function withProgress(status: DeploymentStatus, { deployment, sets, context }: Rollout): DeploymentStatus {
  const conditions = status.conditions ?? []
  if (!hasDeadline(deployment)) return { ...status, conditions: withoutCondition(conditions, 'Progressing') }
  const current = findCondition(deployment.status, 'Progressing')
  const settled = status.replicas === status.updatedReplicas && current?.reason === 'NewReplicaSetAvailable'
  if (settled) return status
  const now = context.clock.now()
  const subject = sets.current
    ? `ReplicaSet "${sets.current.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`
  if (isComplete(deployment, status)) {
    const done = condition(
      'Progressing',
      'True',
      'NewReplicaSetAvailable',
      `${subject} has successfully progressed.`,
      now,
    )
    return { ...status, conditions: withCondition(conditions, done) }
  }
  if (hasProgressed(deployment.status, status)) {
    const moved = condition('Progressing', 'True', 'ReplicaSetUpdated', `${subject} is progressing.`, now)
    // Each step renews the time from which the deadline counts.
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined
    const renewed = { ...moved, ...(since && { lastTransitionTime: since }) }
    return { ...status, conditions: [...withoutCondition(conditions, 'Progressing'), renewed] }
  }
  if (isTimedOut(deployment, findCondition(status, 'Progressing'), now)) {
    const late = condition(
      'Progressing',
      'False',
      'ProgressDeadlineExceeded',
      `${subject} has timed out progressing.`,
      now,
    )
    return { ...status, conditions: withCondition(conditions, late) }
  }
  return status
}

function hasProgressed(before: DeploymentStatus | undefined, now: DeploymentStatus): boolean {
  const grew = (field: 'updatedReplicas' | 'readyReplicas' | 'availableReplicas') =>
    (now[field] ?? 0) > (before?.[field] ?? 0)
  const old = (status: DeploymentStatus | undefined) => (status?.replicas ?? 0) - (status?.updatedReplicas ?? 0)
  return grew('updatedReplicas') || old(now) < old(before) || grew('readyReplicas') || grew('availableReplicas')
}

function isTimedOut(deployment: Deployment, progressing: DeploymentCondition | undefined, nowMs: number): boolean {
  if (!progressing || progressing.reason === 'NewReplicaSetAvailable') return false
  return progressing.reason === 'ProgressDeadlineExceeded' || deadlineMs(deployment, progressing) < nowMs
}

function deadlineMs({ spec }: Deployment, { lastUpdateTime = '' }: DeploymentCondition): number {
  return Date.parse(lastUpdateTime) + (spec?.progressDeadlineSeconds ?? 0) * 1000
}

/** A ReplicaSet that cannot make pods shows on its Deployment; the current one's failure counts first. */
function withFailures(status: DeploymentStatus, { sets }: Rollout): DeploymentStatus {
  const conditions = status.conditions ?? []
  const failing = [sets.current, ...sets.old]
    .flatMap((one) => one?.status?.conditions ?? [])
    .find(({ type }) => type === 'ReplicaFailure')
  if (!failing) return { ...status, conditions: withoutCondition(conditions, 'ReplicaFailure') }
  const { lastTransitionTime = '', reason = '', message = '' } = failing
  const failure = {
    type: 'ReplicaFailure',
    status: failing.status,
    lastUpdateTime: lastTransitionTime,
    lastTransitionTime,
    reason,
    message,
  }
  return { ...status, conditions: withCondition(conditions, failure) }
}
