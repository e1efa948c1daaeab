import { defineAction } from '../../define.ts'
import { findTagged } from '../tagged.ts'
import { mergeTags, type Tag } from '../../tags.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html */
export const addTags = defineAction<{ ResourceArns: string[]; Tags: Tag[] }>({
  name: 'AddTags',
  handle(call, { ResourceArns, Tags }) {
    for (const resource of ResourceArns.map((arn) => findTagged(call, arn)))
      resource.tags = mergeTags(resource.tags, Tags)
  },
})
