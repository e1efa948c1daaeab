import type * as types from '../../resources/generated/types.ts'

/** A change of size in the past. */
export interface ScaleEvent {
  atMs: number
  /** Replicas that were added; negative when removed. */
  change: number
}

/** Why a number of replicas is not the one that was asked for. */
export interface Limited {
  replicas: number
  limited: boolean
  reason: string
  message: string
}

const TEXTS = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
} as const

const limited = (replicas: number, reason: keyof typeof TEXTS): Limited => ({
  replicas,
  limited: reason !== 'DesiredWithinRange',
  reason,
  message: TEXTS[reason],
})

/** Without rules of its own an autoscaler at most doubles, or goes to four. */
const DEFAULT_UP: types.HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [
    { type: 'Percent', value: 100, periodSeconds: 15 },
    { type: 'Pods', value: 4, periodSeconds: 15 },
  ],
}
const DEFAULT_DOWN: types.HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
}

/** What of a wanted number the bounds and the allowed speed let through. */
export function limitReplicas(
  { spec }: types.HorizontalPodAutoscaler,
  current: number,
  wanted: number,
  events: readonly ScaleEvent[],
  nowMs: number,
): Limited {
  const min = spec?.minReplicas ?? 1
  const max = spec?.maxReplicas ?? 1
  if (!spec?.behavior) return limitPlain(current, wanted, min, max)
  if (wanted > current) {
    const fastest = Math.max(current, upLimit(current, events, { ...DEFAULT_UP, ...spec.behavior.scaleUp }, nowMs))
    const allowed = Math.min(max, fastest)
    if (wanted > allowed) return limited(allowed, max > fastest ? 'ScaleUpLimit' : 'TooManyReplicas')
  } else if (wanted < current) {
    const slowest = Math.min(
      current,
      downLimit(current, events, { ...DEFAULT_DOWN, ...spec.behavior.scaleDown }, nowMs),
    )
    const allowed = Math.max(min, slowest)
    if (wanted < allowed) return limited(allowed, min < slowest ? 'ScaleDownLimit' : 'TooFewReplicas')
  }
  return limited(wanted, 'DesiredWithinRange')
}

function limitPlain(current: number, wanted: number, min: number, max: number): Limited {
  const fastest = Math.max(2 * current, 4)
  if (wanted < min) return limited(min, 'TooFewReplicas')
  const allowed = Math.min(max, fastest)
  if (wanted > allowed) return limited(allowed, max > fastest ? 'ScaleUpLimit' : 'TooManyReplicas')
  return limited(wanted, 'DesiredWithinRange')
}

/** The replicas at the beginning of a period. */
function startOf(current: number, events: readonly ScaleEvent[], periodSeconds: number, nowMs: number): number {
  const since = nowMs - periodSeconds * 1000
  return events.reduce((replicas, { atMs, change }) => (atMs > since ? replicas - change : replicas), current)
}

function upLimit(
  current: number,
  events: readonly ScaleEvent[],
  { selectPolicy, policies = [] }: types.HPAScalingRules,
  nowMs: number,
): number {
  if (selectPolicy === 'Disabled') return current
  const proposals = policies.map(({ type, value, periodSeconds }) => {
    const start = startOf(current, events, periodSeconds, nowMs)
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100))
  })
  return selectPolicy === 'Min' ? Math.min(...proposals) : Math.max(...proposals)
}

function downLimit(
  current: number,
  events: readonly ScaleEvent[],
  { selectPolicy, policies = [] }: types.HPAScalingRules,
  nowMs: number,
): number {
  if (selectPolicy === 'Disabled') return current
  const proposals = policies.map(({ type, value, periodSeconds }) => {
    const start = startOf(current, events, periodSeconds, nowMs)
    return type === 'Pods' ? start - value : Math.floor(start * (1 - value / 100))
  })
  return selectPolicy === 'Min' ? Math.max(...proposals) : Math.min(...proposals)
}
