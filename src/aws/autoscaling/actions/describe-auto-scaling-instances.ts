import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
export const describeAutoScalingInstances = defineAction<PageInput & { InstanceIds?: string[] }>({
  name: 'DescribeAutoScalingInstances',
  handle({ here }, { InstanceIds = [], ...input }) {
    const found = Object.values(here.autoscaling.groups).flatMap((group) =>
      group.instances
        .filter((member) => InstanceIds.length === 0 || InstanceIds.includes(member.InstanceId))
        .map((member) => ({
          ...member,
          AutoScalingGroupName: group.AutoScalingGroupName,
          HealthStatus: member.HealthStatus.toUpperCase(),
        })),
    )
    const { items, ...rest } = page(found, input)
    return { AutoScalingInstances: items, ...rest }
  },
})
