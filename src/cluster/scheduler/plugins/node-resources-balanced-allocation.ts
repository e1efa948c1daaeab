import type { NodeInfo } from '../node-info.ts'
import { MAX_SCORE, type SchedulerPlugin } from '../plugin.ts'
import type { PodInfo } from '../pod-info.ts'

/** Prefers nodes on which CPU and memory would be used to a like degree. */
export const nodeResourcesBalancedAllocation: SchedulerPlugin = {
  name: 'NodeResourcesBalancedAllocation',
  wakesOn: [],
  nodeLocal: true,
  preScore: (pod) => (pod.requests.size === 0 ? 'skip' : undefined),
  score(pod, node) {
    const cpu = fraction(pod, node, 'cpu')
    const memory = fraction(pod, node, 'memory')
    // The standard deviation of two values is half their distance.
    const deviation = cpu !== undefined && memory !== undefined ? Math.abs(cpu - memory) / 2 : 0
    return Math.floor((1 - deviation) * MAX_SCORE)
  },
}

function fraction(pod: PodInfo, node: NodeInfo, resource: string): number | undefined {
  const allocatable = node.allocatable.get(resource) ?? 0
  if (allocatable === 0) return undefined
  return Math.min(1, ((node.requested.get(resource) ?? 0) + (pod.requests.get(resource) ?? 0)) / allocatable)
}
