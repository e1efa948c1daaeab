import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html */
export const deleteLoadBalancer = defineAction<{ LoadBalancerArn: string }>({
  name: 'DeleteLoadBalancer',
  handle({ here }, { LoadBalancerArn }) {
    const { loadBalancers, listeners, rules } = here.elbv2
    const protection = loadBalancers[LoadBalancerArn]?.attributes.find(
      ({ Key }) => Key === 'deletion_protection.enabled',
    )
    if (protection?.Value === 'true') throw elbv2Errors.deletionProtected(LoadBalancerArn)
    for (const listener of Object.values(listeners).filter(
      (candidate) => candidate.LoadBalancerArn === LoadBalancerArn,
    )) {
      for (const rule of Object.values(rules)) if (rule.ListenerArn === listener.ListenerArn) delete rules[rule.RuleArn]
      delete listeners[listener.ListenerArn]
    }
    // One that is not there is deleted, too: AWS says yes.
    delete loadBalancers[LoadBalancerArn]
  },
})
