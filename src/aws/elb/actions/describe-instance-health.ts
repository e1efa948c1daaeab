import { defineAction } from '../../define.ts'
import { elbErrors } from '../errors.ts'
import { findClassic, type NameInput } from '../find.ts'
import type { ClassicLoadBalancer } from '../state.ts'
import type { Scope } from '../../scope.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeInstanceHealth.html */
export const describeInstanceHealth = defineAction<NameInput & { Instances?: { InstanceId: string }[] }>({
  name: 'DescribeInstanceHealth',
  handle(call, input) {
    const balancer = findClassic(call, input)
    const ids = input.Instances?.map(({ InstanceId }) => InstanceId) ?? Object.keys(balancer.instances)
    const unknown = ids.find((id) => balancer.instances[id] === undefined)
    if (unknown !== undefined) throw elbErrors.noSuchInstance(unknown)
    return { InstanceStates: ids.map((InstanceId) => ({ InstanceId, ...healthOf(call, balancer, InstanceId) })) }
  },
})

/** Differs: an instance is in service when it runs and the checks have had their time; nothing is asked over the network. */
function healthOf({ account, here }: Scope, { HealthCheck, instances }: ClassicLoadBalancer, id: string): object {
  if (here.ec2.instances[id]?.state !== 'running')
    return {
      State: 'OutOfService',
      ReasonCode: 'Instance',
      Description: 'Instance is in stopped state.',
    }
  const needsMs = (HealthCheck.Interval * HealthCheck.HealthyThreshold * 1000) / account.pace
  return account.clock.now() - instances[id]! < needsMs
    ? { State: 'OutOfService', ReasonCode: 'ELB', Description: 'Instance registration is still in progress.' }
    : { State: 'InService', ReasonCode: 'N/A', Description: 'N/A' }
}
