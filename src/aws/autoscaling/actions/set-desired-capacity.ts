import { autoScalingErrors } from '../errors.ts'
import { defineAction } from '../../define.ts'
import { findGroup, resizeGroup } from '../groups.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html */
export const setDesiredCapacity = defineAction<{
  AutoScalingGroupName: string
  DesiredCapacity: number
  HonorCooldown?: boolean
}>({
  name: 'SetDesiredCapacity',
  handle(call, { AutoScalingGroupName, DesiredCapacity }) {
    const group = findGroup(call, AutoScalingGroupName)
    if (DesiredCapacity > group.MaxSize) throw autoScalingErrors.aboveMax(DesiredCapacity, group.MaxSize)
    if (DesiredCapacity < group.MinSize) throw autoScalingErrors.belowMin(DesiredCapacity, group.MinSize)
    resizeGroup(call, group, { desired: DesiredCapacity })
  },
})
