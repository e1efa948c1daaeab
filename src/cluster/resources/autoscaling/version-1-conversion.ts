import type { ServedVersion } from '../define-resource.ts'
import { V1HorizontalPodAutoscaler } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'

const PREFIX = 'autoscaling.alpha.kubernetes.io/'
const METRICS = `${PREFIX}metrics`
const CURRENT_METRICS = `${PREFIX}current-metrics`
const CONDITIONS = `${PREFIX}conditions`
const BEHAVIOR = `${PREFIX}behavior`

/** `autoscaling/v1`: knows one target for the processor only; all else travels in annotations. */
export const autoscalerVersion1: ServedVersion<types.HorizontalPodAutoscaler> = {
  type: V1HorizontalPodAutoscaler,

  toStored(object) {
    const { metadata, spec, status } = object as types.V1HorizontalPodAutoscaler
    const { targetCPUUtilizationPercentage, ...kept } = spec ?? ({} as types.V1HorizontalPodAutoscalerSpec)
    const { currentCPUUtilizationPercentage, ...seen } = status ?? ({} as types.V1HorizontalPodAutoscalerStatus)
    const annotations = { ...metadata.annotations }
    const metrics = (take(annotations, METRICS) as types.MetricSpec[] | undefined) ?? []
    if (targetCPUUtilizationPercentage !== undefined) metrics.unshift(cpuTarget(targetCPUUtilizationPercentage))
    const currentMetrics = (take(annotations, CURRENT_METRICS) as types.MetricStatus[] | undefined) ?? []
    if (currentCPUUtilizationPercentage !== undefined)
      currentMetrics.unshift({
        type: 'Resource',
        resource: { name: 'cpu', current: { averageUtilization: currentCPUUtilizationPercentage } },
      })
    const conditions = take(annotations, CONDITIONS) as types.HorizontalPodAutoscalerCondition[] | undefined
    const behavior = take(annotations, BEHAVIOR) as types.HorizontalPodAutoscalerBehavior | undefined
    const { annotations: _, ...rest } = metadata
    return {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { ...rest, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: { ...kept, ...(metrics.length > 0 && { metrics }), ...(behavior && { behavior }) },
      status: {
        ...seen,
        currentMetrics: (currentMetrics.length > 0 ? currentMetrics : null) as types.MetricStatus[],
        ...(conditions && { conditions }),
      },
    }
  },

  fromStored({ metadata, spec, status }) {
    const { metrics = [], behavior, ...kept } = spec ?? ({} as types.HorizontalPodAutoscalerSpec)
    const { currentMetrics, conditions, ...seen } = status ?? ({} as types.HorizontalPodAutoscalerStatus)
    const cpu = metrics.find(isCpuUtilization)
    const otherMetrics = metrics.filter((metric) => metric !== cpu)
    const currentCpu = currentMetrics?.find(({ resource }) => resource?.name === 'cpu')
    const annotations = { ...metadata.annotations }
    if (otherMetrics.length > 0) annotations[METRICS] = JSON.stringify(otherMetrics)
    if (currentMetrics?.length) annotations[CURRENT_METRICS] = JSON.stringify(currentMetrics)
    if (conditions?.length) annotations[CONDITIONS] = JSON.stringify(conditions)
    if (behavior) annotations[BEHAVIOR] = JSON.stringify(behavior)
    const utilization = currentCpu?.resource?.current.averageUtilization
    const { annotations: _, ...rest } = metadata
    const served: types.V1HorizontalPodAutoscaler = {
      apiVersion: 'autoscaling/v1',
      kind: 'HorizontalPodAutoscaler',
      metadata: { ...rest, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: {
        ...kept,
        ...(cpu && { targetCPUUtilizationPercentage: cpu.resource!.target.averageUtilization }),
      },
      status: {
        ...seen,
        currentReplicas: seen.currentReplicas ?? 0,
        ...(utilization !== undefined && { currentCPUUtilizationPercentage: utilization }),
      },
    }
    return served
  },
}

function cpuTarget(averageUtilization: number): types.MetricSpec {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } }
}

function isCpuUtilization({ resource }: types.MetricSpec): boolean {
  return resource?.name === 'cpu' && resource.target.averageUtilization !== undefined
}

/** Takes a value out of an annotation; what does not parse counts as absent, as on the real server. */
function take(annotations: Record<string, string>, key: string): unknown {
  const text = annotations[key]
  if (text === undefined) return undefined
  delete annotations[key]
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
