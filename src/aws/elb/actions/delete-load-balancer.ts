import { defineAction } from '../../define.ts'
import type { NameInput } from '../find.ts'

/** Succeeds for one that is not there, too.
 *  @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DeleteLoadBalancer.html */
export const deleteLoadBalancer = defineAction<NameInput>({
  name: 'DeleteLoadBalancer',
  handle({ here }, { LoadBalancerName }) {
    delete here.elb.loadBalancers[LoadBalancerName]
  },
})
