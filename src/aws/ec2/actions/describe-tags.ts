import { applyFilters, paginate, type DescribeInput } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { taggedResources } from '../tagged-resources.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html */
export const describeTags = defineAction<DescribeInput>({
  name: 'DescribeTags',
  handle(call, input) {
    const all = [...taggedResources(call).values()].flatMap(({ id, type, tags }) =>
      tags.map(({ Key, Value }) => ({ Key, ResourceId: id, ResourceType: type, Value })),
    )
    const found = applyFilters(all, input.Filters, {
      fields: {
        key: (tag) => tag.Key,
        'resource-id': (tag) => tag.ResourceId,
        'resource-type': (tag) => tag.ResourceType,
        value: (tag) => tag.Value,
      },
      tagsOf: (tag) => [tag],
    })
    const { items, ...rest } = paginate(found, input)
    return { Tags: items, ...rest }
  },
})
