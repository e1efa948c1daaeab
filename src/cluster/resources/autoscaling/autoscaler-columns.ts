import type { Column } from '../define-resource.ts'
import type * as types from '../generated/types.ts'
import { abbreviate } from '../shared/columns.ts'

/** What an autoscaler shows between name and age. */
export const autoscalerColumns: readonly Column<types.HorizontalPodAutoscaler>[] = [
  {
    name: 'Reference',
    value: ({ spec }) => `${spec?.scaleTargetRef?.kind ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`,
  },
  {
    name: 'Targets',
    value: ({ spec, status }) => {
      const metrics = (spec?.metrics ?? []).map((metric, index) => metricText(metric, status?.currentMetrics?.[index]))
      return metrics.length === 0 ? '<none>' : abbreviate(metrics, 2, ', ')
    },
  },
  { name: 'MinPods', value: ({ spec }) => (spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas)) },
  { name: 'MaxPods', value: ({ spec }) => spec?.maxReplicas ?? 0 },
  { name: 'Replicas', value: ({ status }) => status?.currentReplicas ?? 0 },
]

function metricText(spec: types.MetricSpec, status: types.MetricStatus | undefined): string {
  switch (spec.type) {
    case 'External':
      return amount(spec.external?.target, status?.external?.current, true)
    case 'Pods':
      return `${status?.pods?.current?.averageValue ?? UNKNOWN}/${spec.pods?.target?.averageValue ?? UNKNOWN}`
    case 'Object':
      return amount(spec.object?.target, status?.object?.current, true)
    case 'Resource':
      return `${spec.resource?.name}: ${share(spec.resource?.target, status?.resource?.current)}`
    case 'ContainerResource':
      return `${spec.containerResource?.name}: ${share(spec.containerResource?.target, status?.containerResource?.current)}`
    default:
      return '<unknown type>'
  }
}

const UNKNOWN = '<unknown>'

function amount(target?: types.MetricTarget, current?: types.MetricValueStatus, markAverage?: boolean): string {
  if (target?.averageValue !== undefined)
    return `${current?.averageValue ?? UNKNOWN}/${target.averageValue}${markAverage ? ' (avg)' : ''}`
  return `${current?.value ?? UNKNOWN}/${target?.value ?? UNKNOWN}`
}

function share(target?: types.MetricTarget, current?: types.MetricValueStatus): string {
  if (target?.averageValue !== undefined) return amount(target, current)
  const now = current?.averageUtilization
  const wanted = target?.averageUtilization
  return `${now === undefined ? UNKNOWN : `${now}%`}/${wanted === undefined ? '<auto>' : `${wanted}%`}`
}
