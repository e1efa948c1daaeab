import { defineAction } from '../../define.ts'
import { findClassic } from '../find.ts'
import { removeTags as withoutTags } from '../../tags.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_RemoveTags.html */
export const removeTags = defineAction<{ LoadBalancerNames: string[]; Tags: { Key: string }[] }>({
  name: 'RemoveTags',
  handle(call, { LoadBalancerNames, Tags }) {
    const keys = Tags.map(({ Key }) => Key)
    for (const balancer of LoadBalancerNames.map((LoadBalancerName) => findClassic(call, { LoadBalancerName })))
      balancer.tags = withoutTags(balancer.tags, keys)
  },
})
