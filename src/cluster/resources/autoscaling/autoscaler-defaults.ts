import type { Mutable } from '../define-resource.ts'
import type * as types from '../generated/types.ts'

const UTILIZATION = 80
const PERIOD_SECONDS = 15

/** Fills what the author of an autoscaler left out. */
export function defaultAutoscaler({ spec }: Mutable<types.HorizontalPodAutoscaler>): void {
  if (!spec) return
  spec.minReplicas ??= 1
  if (!spec.metrics?.length)
    spec.metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: UTILIZATION } } },
    ]
  const { behavior } = spec
  if (!behavior) return
  behavior.scaleUp = {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: PERIOD_SECONDS },
      { type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS },
    ],
    ...behavior.scaleUp,
  }
  behavior.scaleDown = {
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: PERIOD_SECONDS }],
    ...behavior.scaleDown,
  }
}
