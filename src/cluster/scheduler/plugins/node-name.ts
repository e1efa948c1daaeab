import { refuseForGood, type SchedulerPlugin } from '../plugin.ts'
import { opensNodeOrTaints } from '../queueing-hints.ts'

export const nodeName: SchedulerPlugin = {
  name: 'NodeName',
  wakesOn: ['node-added', 'node-taints'],
  helps: (pod, change) => opensNodeOrTaints(nodeName, pod, change),
  nodeLocal: true,
  filter({ pod }, node) {
    const wanted = pod.spec!.nodeName
    return wanted && wanted !== node.name ? refuseForGood("node(s) didn't match the requested node name") : undefined
  },
}
