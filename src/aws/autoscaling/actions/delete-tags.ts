import { defineAction } from '../../define.ts'
import { findGroup } from '../groups.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteTags.html */
export const deleteTags = defineAction<{ Tags: { ResourceId?: string; Key: string }[] }>({
  name: 'DeleteTags',
  handle(call, { Tags }) {
    for (const { ResourceId = '', Key } of Tags) {
      const group = findGroup(call, ResourceId)
      group.tags = group.tags.filter((tag) => tag.Key !== Key)
    }
  },
})
