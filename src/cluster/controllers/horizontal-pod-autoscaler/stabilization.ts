import type * as types from '../../resources/generated/types.ts'

/** What was recommended at a time. */
export interface Recommendation {
  atMs: number
  replicas: number
}

export interface Stabilized {
  replicas: number
  reason: string
  message: string
}

const DOWN_SECONDS = 300

/** Holds back what goes up and down again: the lowest recommendation of late bounds growth, the highest shrinking. */
export function stabilize(
  { spec }: types.HorizontalPodAutoscaler,
  current: number,
  wanted: number,
  recommendations: readonly Recommendation[],
  nowMs: number,
): Stabilized {
  const upSeconds = spec?.behavior ? (spec.behavior.scaleUp?.stabilizationWindowSeconds ?? 0) : 0
  const downSeconds = spec?.behavior?.scaleDown?.stabilizationWindowSeconds ?? DOWN_SECONDS
  const recent = (seconds: number) =>
    recommendations.filter(({ atMs }) => atMs > nowMs - seconds * 1000).map(({ replicas }) => replicas)
  const lowest = Math.min(wanted, ...recent(upSeconds))
  const highest = Math.max(wanted, ...recent(downSeconds))
  let replicas = current
  if (replicas < lowest) replicas = lowest
  if (replicas > highest) replicas = highest
  // Without rules of its own only shrinking is held back.
  if (!spec?.behavior) replicas = highest
  if (replicas === wanted)
    return { replicas, reason: 'ReadyForNewScale', message: 'recommended size matches current size' }
  return replicas > wanted
    ? {
        replicas,
        reason: 'ScaleDownStabilized',
        message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
      }
    : {
        replicas,
        reason: 'ScaleUpStabilized',
        message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
      }
}

/** How long recommendations are remembered, in milliseconds. */
export function memoryMs({ spec }: types.HorizontalPodAutoscaler): number {
  const { scaleUp, scaleDown } = spec?.behavior ?? {}
  return (
    1000 * Math.max(DOWN_SECONDS, scaleUp?.stabilizationWindowSeconds ?? 0, scaleDown?.stabilizationWindowSeconds ?? 0)
  )
}
