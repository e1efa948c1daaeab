import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'
import { viewAutoScalingGroup } from '../view-group.ts'

interface Input extends PageInput {
  AutoScalingGroupNames?: string[]
  Filters?: { Name?: string; Values?: string[] }[]
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
export const describeAutoScalingGroups = defineAction<Input>({
  name: 'DescribeAutoScalingGroups',
  unsupported: ['IncludeInstances'],
  handle(call, { AutoScalingGroupNames = [], Filters = [], ...input }) {
    const found = Object.values(call.here.autoscaling.groups).filter(
      (group) =>
        (AutoScalingGroupNames.length === 0 || AutoScalingGroupNames.includes(group.AutoScalingGroupName)) &&
        Filters.every(({ Name = '', Values = [] }) =>
          group.tags.some((tag) =>
            Name === 'tag-key'
              ? Values.includes(tag.Key)
              : Name === 'tag-value'
                ? Values.includes(tag.Value)
                : Name === `tag:${tag.Key}` && Values.includes(tag.Value),
          ),
        ),
    )
    const { items, ...rest } = page(found, input)
    return { AutoScalingGroups: items.map((group) => viewAutoScalingGroup(call, group)), ...rest }
  },
})
