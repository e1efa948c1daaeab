import type { HorizontalPodAutoscaler } from '../../resources/generated/types.ts'
import type { Telling } from '../story.ts'

const loop = 'horizontal-pod-autoscaler-controller'

/** Autoscalers: what they want, and what they cannot measure. */
export const horizontalPodAutoscaler: Telling = {
  deed({ object, previous, deleted }) {
    if (deleted || !previous) return undefined
    const wanted = (object as HorizontalPodAutoscaler).status?.desiredReplicas
    if (wanted !== undefined && wanted !== (previous as HorizontalPodAutoscaler).status?.desiredReplicas)
      return { verb: 'reckoned for', detail: `: ${wanted} replicas are wanted` }
    return undefined
  },
  endings(object) {
    const blind = (object as HorizontalPodAutoscaler).status?.conditions?.find(
      ({ type, status }) => (type === 'ScalingActive' || type === 'AbleToScale') && status === 'False',
    )
    return blind ? [{ who: loop, what: `waits: ${blind.reason}, ${blind.message}`, state: 'waits' }] : []
  },
}
