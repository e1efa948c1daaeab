import { refuseForGood, scaleScores, type SchedulerPlugin } from '../plugin.ts'
import { tolerates } from '../../apimachinery/tolerations.ts'
import { opensNode } from '../queueing-hints.ts'

export const taintToleration: SchedulerPlugin = {
  name: 'TaintToleration',
  wakesOn: ['node-added', 'node-taints', 'pod-changed'],
  helps: (pod, change) => opensNode(taintToleration, pod, change),
  nodeLocal: true,
  filter({ pod }, node) {
    const taints = node.node!.spec?.taints
    if (!taints) return undefined
    for (const taint of taints)
      if (taint.effect !== 'PreferNoSchedule' && !tolerates(pod.spec!.tolerations, taint))
        return refuseForGood('node(s) had untolerated taint(s)')
    return undefined
  },
  preScore(_pod, _state, nodes) {
    // Without such taints all nodes get the same score, which changes nothing.
    return nodes.some(({ repels }) => repels) ? undefined : 'skip'
  },
  score({ pod }, node) {
    let intolerable = 0
    for (const taint of node.node!.spec?.taints ?? [])
      if (taint.effect === 'PreferNoSchedule' && !tolerates(pod.spec!.tolerations, taint)) intolerable++
    return intolerable
  },
  normalize: (scores) => scaleScores(scores, true),
}
