import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

interface Input extends PageInput {
  Filters?: { Name?: string; Values?: string[] }[]
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeTags.html */
export const describeTags = defineAction<Input>({
  name: 'DescribeTags',
  handle({ here }, { Filters = [], ...input }) {
    const all = Object.values(here.autoscaling.groups).flatMap((group) =>
      group.tags.map((tag) => ({ ResourceId: group.AutoScalingGroupName, ResourceType: 'auto-scaling-group', ...tag })),
    )
    const found = all.filter((tag) => {
      const values: Record<string, string> = {
        'auto-scaling-group': tag.ResourceId,
        key: tag.Key,
        value: tag.Value,
        'propagate-at-launch': String(tag.PropagateAtLaunch),
      }
      return Filters.every(({ Name = '', Values = [] }) => Values.includes(values[Name] ?? ''))
    })
    const { items, ...rest } = page(found, input)
    return { Tags: items, ...rest }
  },
})
