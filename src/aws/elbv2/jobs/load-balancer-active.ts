import { defineJob } from '../../define.ts'

/** A load balancer has its machines and its name. */
export const loadBalancerActive = defineJob<{ arn: string }>({
  name: 'elbv2.load-balancer-active',
  run({ here }, { arn }) {
    const balancer = here.elbv2.loadBalancers[arn]
    if (balancer) balancer.State = { Code: 'active' }
  },
})
