import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { hasReservedKey, taggedByArn } from '../tagged.ts'

const MAX_TAGS = 50

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_TagResource.html */
export const tagResource = defineAction<{ resourceArn: string; tags: Record<string, string> }>({
  name: 'TagResource',
  resources: (_call, { resourceArn }) => [resourceArn],
  handle(call, { resourceArn, tags }) {
    const resource = taggedByArn(call, resourceArn)
    if (hasReservedKey(tags)) throw eksErrors.reservedTag('BadRequestException')
    const merged = { ...resource.tags, ...tags }
    if (Object.keys(merged).length > MAX_TAGS) throw eksErrors.tooManyTags()
    resource.tags = merged
  },
})
