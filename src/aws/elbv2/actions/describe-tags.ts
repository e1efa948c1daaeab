import { defineAction } from '../../define.ts'
import { findTagged } from '../tagged.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
export const describeTags = defineAction<{ ResourceArns: string[] }>({
  name: 'DescribeTags',
  handle: (call, { ResourceArns }) => ({
    TagDescriptions: ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: findTagged(call, ResourceArn).tags })),
  }),
})
