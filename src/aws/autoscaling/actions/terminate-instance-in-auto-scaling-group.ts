import { autoScalingErrors } from '../errors.ts'
import { beginToEnd } from '../capacity.ts'
import { defineAction } from '../../define.ts'
import { noticeSoon } from '../groups.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html */
export const terminateInstanceInAutoScalingGroup = defineAction<{
  InstanceId: string
  ShouldDecrementDesiredCapacity: boolean
}>({
  name: 'TerminateInstanceInAutoScalingGroup',
  handle(call, { InstanceId, ShouldDecrementDesiredCapacity }) {
    const group = Object.values(call.here.autoscaling.groups).find((candidate) =>
      candidate.instances.some((member) => member.InstanceId === InstanceId),
    )
    const member = group?.instances.find((candidate) => candidate.InstanceId === InstanceId)
    if (!group || !member) throw autoScalingErrors.noSuchInstance(InstanceId)
    if (ShouldDecrementDesiredCapacity) {
      if (group.DesiredCapacity - 1 < group.MinSize) {
        throw autoScalingErrors.validation(
          `Currently, desiredSize equals minSize (${group.MinSize}). Terminating instance without replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.`,
        )
      }
      group.DesiredCapacity--
    }
    const cause = `instance ${InstanceId} was taken out of service in response to a user request.`
    beginToEnd(call, group, member, cause)
    noticeSoon(call, group, 'an instance was started in response to a difference between desired and actual capacity.')
    return { Activity: group.activities[0] }
  },
})
