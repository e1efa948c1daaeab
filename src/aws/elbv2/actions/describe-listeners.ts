import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findListener, findLoadBalancer } from '../find.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html */
export const describeListeners = defineAction<PageInput & { LoadBalancerArn?: string; ListenerArns?: string[] }>({
  name: 'DescribeListeners',
  handle(call, { LoadBalancerArn, ListenerArns, ...input }) {
    if (LoadBalancerArn === undefined && !ListenerArns) {
      throw elbv2Errors.validation('You must specify either listener ARNs or a load balancer ARN')
    }
    if (LoadBalancerArn !== undefined) findLoadBalancer(call, LoadBalancerArn)
    const found =
      ListenerArns?.map((arn) => findListener(call, arn)) ??
      Object.values(call.here.elbv2.listeners).filter((listener) => listener.LoadBalancerArn === LoadBalancerArn)
    const { items, ...rest } = page(found, input)
    return { Listeners: items, ...rest }
  },
})
