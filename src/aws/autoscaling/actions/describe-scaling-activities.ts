import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities = defineAction<
  PageInput & { AutoScalingGroupName?: string; ActivityIds?: string[] }
>({
  name: 'DescribeScalingActivities',
  unsupported: ['IncludeDeletedGroups', 'Filters'],
  handle({ here }, { AutoScalingGroupName, ActivityIds, ...input }) {
    const found = Object.values(here.autoscaling.groups)
      .filter((group) => AutoScalingGroupName === undefined || group.AutoScalingGroupName === AutoScalingGroupName)
      .flatMap((group) =>
        group.activities.map((activity) => ({ ...activity, AutoScalingGroupName: group.AutoScalingGroupName })),
      )
      .filter((activity) => ActivityIds?.includes(activity.ActivityId) ?? true)
    const { items, ...rest } = page(found, { MaxRecords: 100, ...input })
    return { Activities: items, ...rest }
  },
})
