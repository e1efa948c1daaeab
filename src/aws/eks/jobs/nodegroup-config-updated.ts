import { defineJob } from '../../define.ts'
import { groupOf, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'
import { nodeLabels, nodeTaints } from '../node-spec.ts'
import { resizeGroup } from '../../autoscaling/groups.ts'
import { succeed } from '../updates.ts'
import type { Nodegroup, NodegroupTaint, ScalingConfig, UpdateConfig } from '../model/nodegroup.ts'

interface Args extends NodegroupKey {
  updateId: string
  scaling?: ScalingConfig
  labels?: { addOrUpdateLabels?: Record<string, string>; removeLabels?: string[] }
  taints?: { addOrUpdateTaints?: NodegroupTaint[]; removeTaints?: NodegroupTaint[] }
  updateConfig?: UpdateConfig
}

/** A node group has its new sizes, and its nodes their new labels and taints. */
export const nodegroupConfigUpdated = defineJob<Args>({
  name: 'eks.nodegroup-config-updated',
  async run(scope, args) {
    const found = lookUpNodegroup(scope, args)
    const update = found?.record.updates.find((candidate) => candidate.id === args.updateId)
    if (!found || update?.status !== 'InProgress') return
    const { record, nodegroup } = found
    const { account, here } = scope
    if (args.updateConfig) nodegroup.updateConfig = args.updateConfig
    if (args.scaling) {
      nodegroup.scalingConfig = args.scaling
      const group = groupOf(scope, nodegroup)
      const { minSize: min, maxSize: max, desiredSize: desired } = args.scaling
      if (group) resizeGroup(scope, group, { min, max, desired })
    }
    if (args.labels || args.taints) {
      changeLabels(nodegroup, args.labels)
      changeTaints(nodegroup, args.taints)
      for (const [id, node] of Object.entries(nodegroup.nodes)) {
        const instance = here.ec2.instances[id]
        if (!instance) continue
        const labels = nodeLabels(scope, nodegroup, instance)
        await account.host.updateNode(record.cluster.arn, node.nodeName, {
          labels,
          taints: nodeTaints(nodegroup.taints),
        })
      }
    }
    nodegroup.status = 'ACTIVE'
    nodegroup.modifiedAt = account.clock.now()
    succeed(update)
  },
})

function changeLabels(nodegroup: Nodegroup, change: Args['labels']) {
  nodegroup.labels = { ...nodegroup.labels, ...change?.addOrUpdateLabels }
  for (const key of change?.removeLabels ?? []) delete nodegroup.labels[key]
}

function changeTaints(nodegroup: Nodegroup, change: Args['taints']) {
  const same = (a: NodegroupTaint, b: NodegroupTaint) => a.key === b.key && a.effect === b.effect
  const touched = [...(change?.addOrUpdateTaints ?? []), ...(change?.removeTaints ?? [])]
  const kept = (nodegroup.taints ?? []).filter((taint) => !touched.some((other) => same(taint, other)))
  nodegroup.taints = [...kept, ...(change?.addOrUpdateTaints ?? [])]
}
