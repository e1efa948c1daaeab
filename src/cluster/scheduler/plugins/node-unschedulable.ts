import { refuseForGood, type SchedulerPlugin } from '../plugin.ts'
import { tolerates } from '../../apimachinery/tolerations.ts'
import { opensNode } from '../queueing-hints.ts'

const TAINT = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

export const nodeUnschedulable: SchedulerPlugin = {
  name: 'NodeUnschedulable',
  wakesOn: ['node-added', 'node-taints', 'pod-changed'],
  helps: (pod, change) => opensNode(nodeUnschedulable, pod, change),
  nodeLocal: true,
  filter({ pod }, node) {
    if (!node.node!.spec?.unschedulable || tolerates(pod.spec!.tolerations, TAINT)) return undefined
    return refuseForGood('node(s) were unschedulable')
  },
}
