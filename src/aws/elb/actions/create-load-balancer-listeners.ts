import { defineAction } from '../../define.ts'
import { findClassic, type NameInput } from '../find.ts'
import { withListeners, type ListenerInput } from '../listeners.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_CreateLoadBalancerListeners.html */
export const createLoadBalancerListeners = defineAction<NameInput & { Listeners: ListenerInput[] }>({
  name: 'CreateLoadBalancerListeners',
  handle(call, input) {
    const balancer = findClassic(call, input)
    balancer.listeners = withListeners(input.LoadBalancerName, balancer.listeners, input.Listeners)
  },
})
