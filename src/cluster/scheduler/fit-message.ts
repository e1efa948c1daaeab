import type { Diagnosis } from './schedule-pod.ts'

/** `3 Insufficient cpu, 1 node(s) were unschedulable`: reasons counted and sorted as texts. */
export function countReasons(lists: Iterable<readonly string[]>): string {
  const counts = new Map<string, number>()
  for (const reasons of lists) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ')
}

/** The message of FailedScheduling: why no node fits, then what preemption found. */
export function fitMessage({ totalNodes, refusals, early }: Diagnosis, preemption: string): string {
  if (totalNodes === 0) return 'no nodes available to schedule pods'
  const head = `0/${totalNodes} nodes are available:`
  const found = early
    ? early.refusal.reasons.join(', ')
    : countReasons([...refusals.values()].map(({ reasons }) => reasons))
  return `${head} ${found}.${preemption ? ` ${preemption}` : ''}`
}
