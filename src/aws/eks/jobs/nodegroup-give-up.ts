import { defineJob } from '../../define.ts'
import { failCreation, groupOf, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'

/** Nodes that have not joined by now will not. */
export const nodegroupGiveUp = defineJob<NodegroupKey>({
  name: 'eks.nodegroup-give-up',
  run(scope, key) {
    const nodegroup = lookUpNodegroup(scope, key)?.nodegroup
    if (nodegroup?.status !== 'CREATING') return
    const members = groupOf(scope, nodegroup)?.instances ?? []
    const late = members.map((member) => member.InstanceId).filter((id) => !nodegroup.nodes[id]?.joined)
    const registered = late.some((id) => nodegroup.nodes[id])
    failCreation(nodegroup, scope.account.clock.now(), {
      code: members.length === 0 ? 'AsgInstanceLaunchFailures' : 'NodeCreationFailure',
      message:
        members.length === 0
          ? `Instance became unhealthy while waiting for instance to be in InService state. ${groupOf(scope, nodegroup)?.activities[0]?.StatusMessage ?? ''}`.trim()
          : registered
            ? 'Unhealthy nodes in the kubernetes cluster'
            : 'Instances failed to join the kubernetes cluster',
      resourceIds: members.length === 0 ? [] : late,
    })
  },
})
