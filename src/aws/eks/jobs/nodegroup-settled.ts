import { defineJob } from '../../define.ts'
import { lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'

/** All nodes of a new group have joined. */
export const nodegroupSettled = defineJob<NodegroupKey>({
  name: 'eks.nodegroup-settled',
  run(scope, key) {
    const nodegroup = lookUpNodegroup(scope, key)?.nodegroup
    if (nodegroup?.status !== 'CREATING') return
    nodegroup.status = 'ACTIVE'
    nodegroup.modifiedAt = scope.account.clock.now()
  },
})
