import { toSeconds } from '#base'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { Pod, ReplicaSetCondition, ReplicaSetStatus } from '../../resources/generated/types.ts'
import { isAvailable, isReady } from '../shared/pods.ts'
import type { Replicated } from './replicated.ts'

export interface StatusInput {
  owner: Replicated
  active: readonly Pod[]
  /** Absent where the status does not show them. */
  terminating: readonly Pod[] | undefined
  /** Why pods could not be created or deleted. */
  failure: Error | undefined
  nowMs: number
}

/** The status that goes with these pods. */
export function replicaSetStatus({ owner, active, terminating, failure, nowMs }: StatusInput): ReplicaSetStatus {
  const { spec, status, metadata } = owner
  const minReadySeconds = spec?.minReadySeconds ?? 0
  const templateLabels = { matchLabels: spec?.template?.metadata?.labels ?? {} }
  const conditions = failureConditions(status?.conditions ?? [], active.length - (spec?.replicas ?? 1), failure, nowMs)
  return {
    ...(conditions.length > 0 && { conditions }),
    replicas: active.length,
    fullyLabeledReplicas: active.filter((pod) => matchesSelector(templateLabels, pod.metadata.labels)).length,
    readyReplicas: active.filter(isReady).length,
    availableReplicas: active.filter((pod) => isAvailable(pod, minReadySeconds, nowMs)).length,
    ...(terminating && { terminatingReplicas: terminating.length }),
    observedGeneration: metadata.generation ?? 0,
  }
}

/** The condition ReplicaFailure lasts as long as pods cannot be made or removed; it keeps the words of the first time. */
function failureConditions(
  conditions: readonly ReplicaSetCondition[],
  surplus: number,
  failure: Error | undefined,
  nowMs: number,
): ReplicaSetCondition[] {
  if (!failure) return conditions.filter(({ type }) => type !== 'ReplicaFailure')
  if (conditions.some(({ type }) => type === 'ReplicaFailure')) return [...conditions]
  return [
    ...conditions,
    {
      type: 'ReplicaFailure',
      status: 'True',
      lastTransitionTime: toSeconds(nowMs),
      reason: surplus < 0 ? 'FailedCreate' : 'FailedDelete',
      message: failure.message,
    },
  ]
}
