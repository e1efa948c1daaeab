import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findTagged } from '../tagged-resources.ts'
import { mergeTags, type Tag } from '../../tags.ts'

const MAX_TAGS = 50

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html */
export const createTags = defineAction<{ Resources: string[]; Tags: Partial<Tag>[] }>({
  name: 'CreateTags',
  handle(call, { Resources, Tags }) {
    if (Tags.some((tag) => tag.Key?.startsWith('aws:'))) {
      throw ec2Errors.invalidValue("Tag keys starting with 'aws:' are reserved for internal use")
    }
    const changes = Resources.map((id) => {
      const resource = findTagged(call, id)
      const tags = mergeTags(resource.tags, Tags)
      if (tags.filter((tag) => !tag.Key.startsWith('aws:')).length > MAX_TAGS) throw ec2Errors.tagLimit()
      return { resource, tags }
    })
    for (const { resource, tags } of changes) resource.setTags(tags)
  },
})
