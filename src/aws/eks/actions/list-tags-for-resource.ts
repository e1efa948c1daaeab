import { defineAction } from '../../define.ts'
import { taggedByArn } from '../tagged.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = defineAction<{ resourceArn: string }>({
  name: 'ListTagsForResource',
  resources: (_call, { resourceArn }) => [resourceArn],
  handle: (call, { resourceArn }) => ({ tags: taggedByArn(call, resourceArn).tags }),
})
