import type { Pod, PodCondition } from '../../resources/generated/types.ts'

/** Whether a pod has ended for good. */
export function isFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

/** Whether a pod counts for the controllers that keep a number of pods: it has neither ended nor is it being deleted. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && !pod.metadata.deletionTimestamp
}

/** Whether a pod is being deleted and has not ended yet. */
export function isTerminating(pod: Pod): boolean {
  return !isFinished(pod) && pod.metadata.deletionTimestamp !== undefined
}

export function podCondition({ status }: Pod, type: string): PodCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type)
}

export function isReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True'
}

/** When the pod last became ready or unready, in milliseconds since the epoch; 0 when unknown. */
export function readySince(pod: Pod): number {
  const since = podCondition(pod, 'Ready')?.lastTransitionTime
  return since ? Date.parse(since) : 0
}

/** Whether a pod has been ready for `minReadySeconds`. */
export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  return isReady(pod) && (minReadySeconds === 0 || availableInMs(pod, minReadySeconds, nowMs) <= 0)
}

/** The time until a ready pod becomes available; not positive when it is. */
export function availableInMs(pod: Pod, minReadySeconds: number, nowMs: number): number {
  return readySince(pod) + minReadySeconds * 1000 - nowMs
}

/** The time until the next of the ready pods becomes available, if any waits for that. */
export function nextAvailableMs(pods: readonly Pod[], minReadySeconds: number, nowMs: number): number | undefined {
  if (minReadySeconds === 0) return undefined
  let next: number | undefined
  for (const pod of pods) {
    if (!isReady(pod)) continue
    const left = availableInMs(pod, minReadySeconds, nowMs)
    if (left > 0 && (next === undefined || left < next)) next = left
  }
  return next
}

/** The restarts of the container that has restarted most. */
export function mostRestarts({ status }: Pod): number {
  let most = 0
  for (const { restartCount } of status?.containerStatuses ?? []) most = Math.max(most, restartCount)
  return most
}
