import { defineAction } from '../../define.ts'
import { elbErrors } from '../errors.ts'
import { findClassic, instancesOf, type NameInput } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_RegisterInstancesWithLoadBalancer.html */
export const registerInstancesWithLoadBalancer = defineAction<NameInput & { Instances: { InstanceId: string }[] }>({
  name: 'RegisterInstancesWithLoadBalancer',
  handle(call, input) {
    const balancer = findClassic(call, input)
    const unknown = input.Instances.find(({ InstanceId }) => !call.here.ec2.instances[InstanceId])
    if (unknown) throw elbErrors.noSuchInstance(unknown.InstanceId)
    for (const { InstanceId } of input.Instances) balancer.instances[InstanceId] ??= call.account.clock.now()
    return { Instances: instancesOf(balancer) }
  },
})
