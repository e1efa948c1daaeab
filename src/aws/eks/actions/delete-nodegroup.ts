import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { findNodegroup, groupOf, nodegroupResources, type NodegroupKey } from '../nodegroups.ts'
import { nodegroupDeleted } from '../jobs/nodegroup-deleted.ts'
import { resizeGroup } from '../../autoscaling/groups.ts'
import { viewNodegroup } from './describe-nodegroup.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteNodegroup.html */
export const deleteNodegroup = defineAction<NodegroupKey>({
  name: 'DeleteNodegroup',
  resources: nodegroupResources,
  handle(call, key) {
    const { account, region } = call
    const { nodegroup } = findNodegroup(call, key)
    if (nodegroup.status !== 'DELETING') {
      nodegroup.status = 'DELETING'
      nodegroup.modifiedAt = account.clock.now()
      const group = groupOf(call, nodegroup)
      if (group) resizeGroup(call, group, { min: 0, desired: 0 })
      account.schedule(region, nodegroupDeleted, key, DURATIONS.nodegroupDeleteMs)
    }
    return { nodegroup: viewNodegroup(nodegroup) }
  },
})
