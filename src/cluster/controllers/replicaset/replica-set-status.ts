import { toSeconds } from '#base'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../resources/generated/types.ts'
import { isAvailable, isReady } from '../shared/pods.ts'

export interface StatusInput {
  replicaSet: ReplicaSet
  active: readonly Pod[]
  terminating: readonly Pod[]
  /** Why pods could not be created or deleted. */
  failure: Error | undefined
  nowMs: number
}

/** The status that a ReplicaSet should have. */
export function replicaSetStatus({ replicaSet, active, terminating, failure, nowMs }: StatusInput): ReplicaSetStatus {
  const { spec, status, metadata } = replicaSet
  const minReadySeconds = spec?.minReadySeconds ?? 0
  const templateLabels = { matchLabels: spec?.template?.metadata?.labels ?? {} }
  const conditions = failureConditions(status?.conditions ?? [], active.length - (spec?.replicas ?? 1), failure, nowMs)
  return {
    ...(conditions.length > 0 && { conditions }),
    replicas: active.length,
    fullyLabeledReplicas: active.filter((pod) => matchesSelector(templateLabels, pod.metadata.labels)).length,
    readyReplicas: active.filter(isReady).length,
    availableReplicas: active.filter((pod) => isAvailable(pod, minReadySeconds, nowMs)).length,
    terminatingReplicas: terminating.length,
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
