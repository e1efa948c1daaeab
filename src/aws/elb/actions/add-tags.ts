import { defineAction } from '../../define.ts'
import { findClassic } from '../find.ts'
import { mergeTags, type Tag } from '../../tags.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_AddTags.html */
export const addTags = defineAction<{ LoadBalancerNames: string[]; Tags: Tag[] }>({
  name: 'AddTags',
  handle(call, { LoadBalancerNames, Tags }) {
    for (const balancer of LoadBalancerNames.map((LoadBalancerName) => findClassic(call, { LoadBalancerName })))
      balancer.tags = mergeTags(balancer.tags, Tags)
  },
})
