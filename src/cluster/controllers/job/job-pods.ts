import type { Job, Pod } from '../../resources/generated/types.ts'
import { isFinished, podCondition } from '../shared/pods.ts'

/** Holds a pod until its end has been counted. */
export const TRACKING = 'batch.kubernetes.io/job-tracking'
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index'

export function isIndexed({ spec }: Job): boolean {
  return spec?.completionMode === 'Indexed'
}

/** Whether failures are counted for each index by itself. */
export function countsPerIndex(job: Job): boolean {
  return isIndexed(job) && job.spec?.backoffLimitPerIndex !== undefined
}

/** Whether a pod must have ended, not only be on its way, before another one takes its place. */
export function replacesOnlyFailed({ spec }: Job): boolean {
  return spec?.podReplacementPolicy === 'Failed' || spec?.podFailurePolicy !== undefined
}

/** The completion index of a pod; -1 when it has none. */
export function indexOf({ metadata }: Pod): number {
  const text = metadata.annotations?.[COMPLETION_INDEX]
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : -1
}

export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(TRACKING) ?? false
}

/** Whether a pod counts as failed: one that is being deleted may never get to that phase. */
export function hasFailed(pod: Pod, job: Job): boolean {
  if (pod.status?.phase === 'Failed') return true
  return !replacesOnlyFailed(job) && pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded'
}

/** When a pod ended, in milliseconds since the epoch, as well as its status tells. */
export function finishedAtMs({ metadata, status }: Pod): number {
  const ends = status?.containerStatuses?.map(({ state }) => Date.parse(state?.terminated?.finishedAt ?? '')) ?? []
  if (ends.length > 0 && !ends.some(Number.isNaN)) return Math.max(...ends)
  if (metadata.deletionTimestamp)
    return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000
  const unready = podCondition({ metadata, status } as Pod, 'Ready')
  if (unready?.status === 'False' && unready.lastTransitionTime) return Date.parse(unready.lastTransitionTime)
  return Date.parse(metadata.creationTimestamp)
}

/** The restarts of all containers of pods that are alive: what counts as failures where pods restart in place. */
export function totalRestarts(pods: readonly Pod[]): number {
  let total = 0
  for (const pod of pods) {
    if (isFinished(pod)) continue
    for (const { restartCount } of [
      ...(pod.status?.initContainerStatuses ?? []),
      ...(pod.status?.containerStatuses ?? []),
    ])
      total += restartCount
  }
  return total
}
