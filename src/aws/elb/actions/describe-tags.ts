import { defineAction } from '../../define.ts'
import { findClassic } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeTags.html */
export const describeTags = defineAction<{ LoadBalancerNames: string[] }>({
  name: 'DescribeTags',
  handle: (call, { LoadBalancerNames }) => ({
    TagDescriptions: LoadBalancerNames.map((LoadBalancerName) => ({
      LoadBalancerName,
      Tags: findClassic(call, { LoadBalancerName }).tags,
    })),
  }),
})
