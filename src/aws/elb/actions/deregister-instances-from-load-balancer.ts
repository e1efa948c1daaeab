import { defineAction } from '../../define.ts'
import { findClassic, instancesOf, type NameInput } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DeregisterInstancesFromLoadBalancer.html */
export const deregisterInstancesFromLoadBalancer = defineAction<NameInput & { Instances: { InstanceId: string }[] }>({
  name: 'DeregisterInstancesFromLoadBalancer',
  handle(call, input) {
    const balancer = findClassic(call, input)
    for (const { InstanceId } of input.Instances) delete balancer.instances[InstanceId]
    return { Instances: instancesOf(balancer) }
  },
})
