import { defineJob } from '../../define.ts'
import { groupOf, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'

const LOOK_AGAIN_MS = 10_000

/** A node group goes when its last instance has gone. */
export const nodegroupDeleted = defineJob<NodegroupKey>({
  name: 'eks.nodegroup-deleted',
  run(scope, key) {
    const found = lookUpNodegroup(scope, key)
    if (found?.nodegroup.status !== 'DELETING') return
    const { account, region, here } = scope
    const { record, nodegroup } = found
    const group = groupOf(scope, nodegroup)
    if (group && group.instances.length > 0) {
      account.schedule(region, nodegroupDeleted, key, LOOK_AGAIN_MS)
      return
    }
    if (group) delete here.autoscaling.groups[group.AutoScalingGroupName]
    if (nodegroup.launchTemplateId !== undefined) delete here.ec2.launchTemplates[nodegroup.launchTemplateId]
    delete account.state.iam.instanceProfiles[`eks-${nodegroup.uuid}`]
    delete record.nodegroups[nodegroup.nodegroupName]
    const roleInUse = Object.values(record.nodegroups).some((other) => other.nodeRole === nodegroup.nodeRole)
    if (!roleInUse && record.accessEntries[nodegroup.nodeRole]?.type === 'EC2_LINUX')
      delete record.accessEntries[nodegroup.nodeRole]
  },
})
