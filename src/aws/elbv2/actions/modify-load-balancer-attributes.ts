import { changeAttributes } from '../attributes.ts'
import { defineAction } from '../../define.ts'
import { findLoadBalancer } from '../find.ts'
import type { Attribute } from '../state.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html */
export const modifyLoadBalancerAttributes = defineAction<{ LoadBalancerArn: string; Attributes: Partial<Attribute>[] }>(
  {
    name: 'ModifyLoadBalancerAttributes',
    handle(call, { LoadBalancerArn, Attributes }) {
      const balancer = findLoadBalancer(call, LoadBalancerArn)
      balancer.attributes = changeAttributes(balancer.attributes, Attributes, 'Load balancer')
      return { Attributes: balancer.attributes }
    },
  },
)
