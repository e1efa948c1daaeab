import { defineAction } from '../../define.ts'
import { findLoadBalancer } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html */
export const describeLoadBalancerAttributes = defineAction<{ LoadBalancerArn: string }>({
  name: 'DescribeLoadBalancerAttributes',
  handle: (call, { LoadBalancerArn }) => ({ Attributes: findLoadBalancer(call, LoadBalancerArn).attributes }),
})
