import { defineAction } from '../../define.ts'
import { findClassic, type NameInput } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DeleteLoadBalancerListeners.html */
export const deleteLoadBalancerListeners = defineAction<NameInput & { LoadBalancerPorts: number[] }>({
  name: 'DeleteLoadBalancerListeners',
  handle(call, input) {
    const balancer = findClassic(call, input)
    balancer.listeners = balancer.listeners.filter(
      ({ LoadBalancerPort }) => !input.LoadBalancerPorts.includes(LoadBalancerPort),
    )
  },
})
