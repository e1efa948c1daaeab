import { parseQuantity, quantityMilliValue } from '../../apimachinery/quantity.ts'
import type * as types from '../../resources/generated/types.ts'
import { podCondition } from '../shared/pods.ts'
import { MetricsError, type Sample } from './pod-metrics.ts'

const CPU_INITIALIZATION_MS = 300_000
const INITIAL_READINESS_MS = 30_000

/** How far the ratio of usage to target may be from 1 before anything is done, up and down. */
export interface Tolerances {
  up: number
  down: number
}

export interface Calculation {
  current: number
  pods: readonly types.Pod[]
  samples: ReadonlyMap<string, Sample>
  resource: string
  container: string | undefined
  tolerances: Tolerances
  nowMs: number
}

export interface Result {
  replicas: number
  /** What a pod uses on average, in thousandths. */
  average: number
  /** The same as a percentage of what pods request. */
  utilization?: number
}

interface Groups {
  /** Samples that count. */
  usable: Map<string, number>
  ready: number
  unready: string[]
  missing: string[]
}

/** The number of replicas at which pods use a share of what they request.
 *  @throws MetricsError */
export function forUtilization(input: Calculation, target: number): Result {
  const groups = groupPods(input)
  const requests = requestsOf(input)
  const ratioOf = (usage: ReadonlyMap<string, number>) => {
    let used = 0
    let requested = 0
    for (const [name, value] of usage) {
      const request = requests.get(name)
      if (request === undefined) continue
      used += value
      requested += request
    }
    if (requested === 0) throw new MetricsError('no metrics returned matched known pods')
    const utilization = Math.floor((used * 100) / requested)
    return { ratio: utilization / target, utilization, average: Math.floor(used / usage.size) }
  }
  const first = ratioOf(groups.usable)
  const fallback = (name: string) => ((requests.get(name) ?? 0) * Math.max(100, target)) / 100
  const replicas = decide(input, groups, first.ratio, fallback, (usage) => ratioOf(usage).ratio)
  return { replicas, average: first.average, utilization: first.utilization }
}

/** The number of replicas at which pods use an amount each. @param target in thousandths
 *  @throws MetricsError */
export function forAverage(input: Calculation, target: number): Result {
  const groups = groupPods(input)
  const averageOf = (usage: ReadonlyMap<string, number>) =>
    Math.floor([...usage.values()].reduce((sum, value) => sum + value, 0) / usage.size)
  const average = averageOf(groups.usable)
  const replicas = decide(
    input,
    groups,
    average / target,
    () => target,
    (usage) => averageOf(usage) / target,
  )
  return { replicas, average }
}

/**
 * What the ratio of usage to target asks for. Pods of which nothing is known count against a change: as if they used all when it would go down, and
 * nothing when it would go up.
 */
function decide(
  { current, tolerances }: Calculation,
  { usable, ready, unready, missing }: Groups,
  ratio: number,
  fallback: (name: string) => number,
  ratioOf: (usage: ReadonlyMap<string, number>) => number,
): number {
  const within = (value: number) => value >= 1 - tolerances.down && value <= 1 + tolerances.up
  const withUnready = unready.length > 0 && ratio > 1
  if (!withUnready && missing.length === 0) return within(ratio) ? current : Math.ceil(round(ratio * ready))
  const usage = new Map(usable)
  if (ratio !== 1) for (const name of missing) usage.set(name, ratio < 1 ? fallback(name) : 0)
  if (withUnready) for (const name of unready) usage.set(name, 0)
  const next = ratioOf(usage)
  if (within(next) || (ratio < 1 && next > 1) || (ratio > 1 && next < 1)) return current
  const replicas = Math.ceil(round(next * usage.size))
  return (next < 1 && replicas > current) || (next > 1 && replicas < current) ? current : replicas
}

// What lies a rounding error above a whole number does not need one more pod.
const round = (value: number) => Math.round(value * 1e9) / 1e9

function groupPods({ pods, samples, resource, nowMs }: Calculation): Groups {
  const groups: Groups = { usable: new Map(), ready: 0, unready: [], missing: [] }
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata
    if (deletionTimestamp || pod.status?.phase === 'Failed') continue
    const sample = samples.get(name)
    if (pod.status?.phase === 'Pending') groups.unready.push(name)
    else if (!sample) groups.missing.push(name)
    else if (resource === 'cpu' && isWarmingUp(pod, sample, nowMs)) groups.unready.push(name)
    else {
      groups.ready++
      groups.usable.set(name, sample.value)
    }
  }
  if (groups.usable.size === 0)
    throw new MetricsError('did not receive metrics for targeted pods (pods might be unready)')
  return groups
}

/** Whether a pod's processor use may still be that of its start. */
function isWarmingUp(pod: types.Pod, sample: Sample, nowMs: number): boolean {
  const ready = podCondition(pod, 'Ready')
  const startMs = Date.parse(pod.status?.startTime ?? '')
  if (!ready || Number.isNaN(startMs)) return true
  const turnedMs = Date.parse(ready.lastTransitionTime ?? '')
  if (startMs + CPU_INITIALIZATION_MS > nowMs)
    return ready.status === 'False' || sample.atMs < turnedMs + sample.windowMs
  return ready.status === 'False' && startMs + INITIAL_READINESS_MS > turnedMs
}

/** What pods request, in thousandths, by name. */
function requestsOf({ pods, resource, container }: Calculation): Map<string, number> {
  const requests = new Map<string, number>()
  for (const { metadata, spec } of pods) {
    let sum = 0
    const all = [
      ...(spec?.containers ?? []),
      ...(spec?.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? []),
    ]
    for (const { name, resources } of all) {
      if (container !== undefined && name !== container) continue
      const request = resources?.requests?.[resource]
      if (request === undefined)
        throw new MetricsError(`missing request for ${resource} in container ${name} of Pod ${metadata.name}`)
      sum += quantityMilliValue(parseQuantity(request))
    }
    requests.set(metadata.name, sum)
  }
  return requests
}
