import { defineAction } from '../../define.ts'
import { taggedByArn } from '../tagged.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UntagResource.html */
export const untagResource = defineAction<{ resourceArn: string; tagKeys: string[] }>({
  name: 'UntagResource',
  resources: (_call, { resourceArn }) => [resourceArn],
  handle(call, { resourceArn, tagKeys }) {
    const resource = taggedByArn(call, resourceArn)
    resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !tagKeys.includes(key)))
  },
})
