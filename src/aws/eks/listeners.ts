import { defineListener } from '../define.ts'
import { deletionPatienceMs, DURATIONS, patienceMs } from './durations.ts'
import { nodeBoot } from './jobs/node-boot.ts'
import { nodegroupOfInstance } from './nodegroups.ts'

/** A machine of a node group has booted: its kubelet starts soon. */
export const nodeInstanceRunning = defineListener({
  on: 'instance.running',
  run(scope, { instanceId }) {
    if (nodegroupOfInstance(scope, instanceId))
      scope.account.schedule(scope.region, nodeBoot, { instanceId }, DURATIONS.nodeBootMs)
  },
})

/** A node group takes a node out: its Pods move first. */
export const nodeInstanceLeaving = defineListener({
  on: 'group.instance-leaving',
  async run(scope, { instanceId }) {
    const found = nodegroupOfInstance(scope, instanceId)
    const node = found?.nodegroup.nodes[instanceId]
    if (!found || !node?.joined) return
    const { pace, host } = scope.account
    const isDeleted = found.nodegroup.status === 'DELETING'
    const timeoutMs = isDeleted ? deletionPatienceMs(pace) : patienceMs(DURATIONS.drainTimeoutMs, pace)
    await host.drainNode(found.record.cluster.arn, node.nodeName, { timeoutMs, force: false })
  },
})

/** A node's machine is gone, and its Node with it. */
export const nodeInstanceTerminating = defineListener({
  on: 'instance.terminating',
  async run(scope, { instanceId }) {
    const found = nodegroupOfInstance(scope, instanceId)
    const node = found?.nodegroup.nodes[instanceId]
    if (!found || !node) return
    delete found.nodegroup.nodes[instanceId]
    await scope.account.host.removeNode(found.record.cluster.arn, node.nodeName)
  },
})

/** The machines of all nodes boot again, at once. */
export const nodesRestored = defineListener({
  on: 'region.restored',
  run({ account, region, here }) {
    for (const { nodegroups } of Object.values(here.eks.clusters))
      for (const { nodes } of Object.values(nodegroups))
        for (const instanceId of Object.keys(nodes)) account.schedule(region, nodeBoot, { instanceId }, 0)
  },
})
