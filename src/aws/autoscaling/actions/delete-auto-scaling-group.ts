import { autoScalingErrors } from '../errors.ts'
import { beginToEnd, liveInstances } from '../capacity.ts'
import { defineAction } from '../../define.ts'
import { findGroup } from '../groups.ts'
import { groupDeleted } from '../jobs/group-deleted.ts'

const DELETE_MS = 20_000

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html */
export const deleteAutoScalingGroup = defineAction<{ AutoScalingGroupName: string; ForceDelete?: boolean }>({
  name: 'DeleteAutoScalingGroup',
  handle(call, { AutoScalingGroupName, ForceDelete }) {
    const group = findGroup(call, AutoScalingGroupName)
    if (group.instances.length > 0 && !ForceDelete) throw autoScalingErrors.inUse()
    group.deleting = true
    group.MinSize = 0
    group.DesiredCapacity = 0
    for (const member of liveInstances(group)) {
      beginToEnd(
        call,
        group,
        member,
        'a user request force deleted AutoScaling group, changing the desired capacity to 0.',
      )
    }
    call.account.schedule(call.region, groupDeleted, { group: AutoScalingGroupName }, DELETE_MS)
  },
})
