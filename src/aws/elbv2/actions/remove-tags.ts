import { defineAction } from '../../define.ts'
import { findTagged } from '../tagged.ts'
import { removeTags as without } from '../../tags.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveTags.html */
export const removeTags = defineAction<{ ResourceArns: string[]; TagKeys: string[] }>({
  name: 'RemoveTags',
  handle(call, { ResourceArns, TagKeys }) {
    for (const resource of ResourceArns.map((arn) => findTagged(call, arn)))
      resource.tags = without(resource.tags, TagKeys)
  },
})
