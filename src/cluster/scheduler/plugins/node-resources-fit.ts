import type { NodeInfo } from '../node-info.ts'
import { MAX_SCORE, type SchedulerPlugin } from '../plugin.ts'
import type { PodInfo } from '../pod-info.ts'
import { opensNodeOrTaints } from '../queueing-hints.ts'

/** Room for what the pod requests; the emptier node is preferred (LeastAllocated over CPU and memory). */
export const nodeResourcesFit: SchedulerPlugin = {
  name: 'NodeResourcesFit',
  wakesOn: [
    'node-added',
    'node-allocatable',
    'node-taints',
    'assigned-pod-deleted',
    'assigned-pod-changed',
    'pod-changed',
  ],
  helps: (pod, change) =>
    change.before ? change.before.spec !== change.pod!.spec : opensNodeOrTaints(nodeResourcesFit, pod, change),
  nodeLocal: true,
  filter(pod, node) {
    const reasons: string[] = []
    let unresolvable = false
    if (node.pods.size + 1 > (node.allocatable.get('pods') ?? 0)) reasons.push('Too many pods')
    for (const [resource, wanted] of pod.requests) {
      if (wanted === 0) continue
      const allocatable = node.allocatable.get(resource) ?? 0
      if (wanted <= allocatable - (node.requested.get(resource) ?? 0)) continue
      reasons.push(`Insufficient ${resource}`)
      // More than the node has at all: nobody's leaving helps.
      if (wanted > allocatable) unresolvable = true
    }
    return reasons.length > 0 ? { reasons, unresolvable } : undefined
  },
  preScore: () => undefined,
  score: (pod, node) =>
    Math.floor((leastAllocated(pod, node, 'cpu') + leastAllocated(pod, node, 'memory')) / weights(node)),
}

function leastAllocated(pod: PodInfo, node: NodeInfo, resource: string): number {
  const allocatable = node.allocatable.get(resource) ?? 0
  if (allocatable === 0) return 0
  const requested = (node.scoredRequested.get(resource) ?? 0) + (pod.scoredRequests.get(resource) ?? 0)
  return requested > allocatable ? 0 : Math.floor(((allocatable - requested) * MAX_SCORE) / allocatable)
}

const weights = (node: NodeInfo) => Number(node.allocatable.has('cpu')) + Number(node.allocatable.has('memory')) || 1
