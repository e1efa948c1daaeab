import {
  compareQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
  type Quantity,
} from '../apimachinery/quantity.ts'
import { deepEqual } from '../apimachinery/deep.ts'
import type * as types from '../resources/generated/types.ts'
import { podRequests } from './admission.ts'
import type { ContainerRecord } from './container-record.ts'
import type { KubeletContext } from './kubelet-context.ts'

export interface Resizable {
  readonly pod: types.Pod
  readonly records: readonly ContainerRecord[]
}

type Event = (type: 'Normal' | 'Warning', reason: string, message: string) => void

/**
 * Gives containers what a changed spec asks for, without a new pod.
 * @returns the condition while the node cannot, and containers that must restart for it
 */
export function resizePod(
  { pod, records }: Resizable,
  context: KubeletContext,
  event: Event,
): { condition: types.PodCondition | undefined; restart: ContainerRecord[] } {
  const changed = records.filter(
    (record) =>
      (record.kind === 'regular' || record.kind === 'sidecar') &&
      record.running &&
      !deepEqual(record.resources ?? {}, record.spec.resources ?? {}),
  )
  if (changed.length === 0) return { condition: undefined, restart: [] }
  const refusal = findRefusal(pod, context)
  if (refusal) {
    if (!hasCondition(pod, refusal))
      event(
        'Warning',
        `Resize${refusal.reason}`,
        `Pod resize ${refusal.reason}: ${summary(pod)}, error: ${refusal.message}`,
      )
    return { condition: { type: 'PodResizePending', status: 'True', ...refusal }, restart: [] }
  }
  event('Normal', 'ResizeStarted', `Pod resize started: ${summary(pod)}`)
  const restart: ContainerRecord[] = []
  for (const record of changed) {
    const before = record.resources ?? {}
    const after = record.spec.resources ?? {}
    record.resources = after
    const limit = after.limits?.['memory']
    if (record.current)
      record.current.group.memoryLimitBytes = limit === undefined ? undefined : quantityValue(parseQuantity(limit))
    const needs = (record.spec.resizePolicy ?? []).some(
      ({ resourceName, restartPolicy }) => restartPolicy === 'RestartContainer' && differs(before, after, resourceName),
    )
    if (needs) restart.push(record)
  }
  event('Normal', 'ResizeCompleted', `Pod resize completed: ${summary(pod)}`)
  return { condition: undefined, restart }
}

function summary(pod: types.Pod): string {
  const containers = (pod.spec?.containers ?? []).map(({ name, resources }) => ({ name, resources }))
  return JSON.stringify({ containers, generation: pod.metadata.generation })
}

function hasCondition(pod: types.Pod, { reason, message }: { reason: string; message: string }): boolean {
  return (
    pod.status?.conditions?.some(
      (condition) =>
        condition.type === 'PodResizePending' && condition.reason === reason && condition.message === message,
    ) ?? false
  )
}

/** Infeasible is more than the node has at all; deferred is more than it has left. */
function findRefusal(pod: types.Pod, context: KubeletContext): { reason: string; message: string } | undefined {
  const allocatable = context.node().status?.allocatable ?? {}
  const others = context.otherPods(pod.metadata.uid)
  for (const [name, requested] of podRequests(pod)) {
    const capacity = parseQuantity(allocatable[name] ?? '0')
    const value = (quantity: Quantity) => (name === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity))
    if (compareQuantity(requested, capacity) > 0)
      return {
        reason: 'Infeasible',
        message: `Node didn't have enough capacity: ${name}, requested: ${value(requested)}, capacity: ${value(capacity)}`,
      }
    const used = others.reduce((sum, other) => sum + value(podRequests(other).get(name) ?? parseQuantity('0')), 0)
    if (used + value(requested) > value(capacity))
      return {
        reason: 'Deferred',
        message: `Node didn't have enough resource: ${name}, requested: ${value(requested)}, used: ${used}, capacity: ${value(capacity)}`,
      }
  }
  return undefined
}

function differs(before: types.ResourceRequirements, after: types.ResourceRequirements, name: string): boolean {
  return before.requests?.[name] !== after.requests?.[name] || before.limits?.[name] !== after.limits?.[name]
}
