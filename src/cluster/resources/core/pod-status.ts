import { toSeconds } from '#base'
import { compareQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import type * as types from '../generated/types.ts'

/** The status of a pod that has just been created. */
export function initialPodStatus({ spec }: types.Pod, now: number): types.PodStatus {
  const status: types.PodStatus = { phase: 'Pending', qosClass: qosClass(spec!) }
  if (spec!.schedulingGates?.length)
    status.conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        lastProbeTime: null as unknown as string,
        lastTransitionTime: toSeconds(now),
        reason: 'SchedulingGated',
        message: 'Scheduling is blocked due to non-empty scheduling gates',
      },
    ]
  return status
}

const COUNTED = ['cpu', 'memory'] as const

/** How safe a pod is when its node runs out of something: `Guaranteed`, `Burstable` or `BestEffort`. */
export function qosClass(spec: types.PodSpec): string {
  const all = spec.resources?.limits || spec.resources?.requests ? [{ resources: spec.resources }] : containersOf(spec)
  let asksForSomething = false
  let isGuaranteed = true
  for (const { resources } of all)
    for (const name of COUNTED) {
      const limit = amount(resources?.limits?.[name])
      const request = amount(resources?.requests?.[name])
      if (limit || request) asksForSomething = true
      if (!limit || !request || compareQuantity(limit, request) !== 0) isGuaranteed = false
    }
  if (!asksForSomething) return 'BestEffort'
  return isGuaranteed ? 'Guaranteed' : 'Burstable'
}

function containersOf({ containers, initContainers = [] }: types.PodSpec): Pick<types.Container, 'resources'>[] {
  return [...(containers ?? []), ...initContainers]
}

/** Zero counts as not given. */
function amount(quantity: types.Quantity | undefined) {
  if (quantity === undefined) return undefined
  const parsed = parseQuantity(quantity)
  return parsed.nanos > 0n ? parsed : undefined
}
