import { defineAction } from '../../define.ts'
import { findGroup } from '../groups.ts'

interface Input {
  Tags: { ResourceId?: string; Key: string; Value?: string; PropagateAtLaunch?: boolean }[]
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html */
export const createOrUpdateTags = defineAction<Input>({
  name: 'CreateOrUpdateTags',
  handle(call, { Tags }) {
    const groups = Tags.map(({ ResourceId = '' }) => findGroup(call, ResourceId))
    Tags.forEach(({ Key, Value = '', PropagateAtLaunch = false }, i) => {
      const group = groups[i]!
      group.tags = [...group.tags.filter((tag) => tag.Key !== Key), { Key, Value, PropagateAtLaunch }]
    })
  },
})
