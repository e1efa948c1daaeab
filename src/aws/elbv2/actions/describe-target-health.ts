import { defineAction } from '../../define.ts'
import { findTargetGroup, loadBalancersOf } from '../find.ts'
import type { Scope } from '../../scope.ts'
import type { Target, TargetGroup } from '../state.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
export const describeTargetHealth = defineAction<{ TargetGroupArn: string; Targets?: { Id: string; Port?: number }[] }>(
  {
    name: 'DescribeTargetHealth',
    unsupported: ['Include'],
    handle(call, { TargetGroupArn, Targets }) {
      const group = findTargetGroup(call, TargetGroupArn)
      const wanted = Targets?.map(
        ({ Id, Port }) =>
          group.targets.find((target) => target.Id === Id && (Port ?? target.Port) === target.Port) ?? {
            Id,
            Port: Port ?? group.Port,
            registeredMs: -1,
          },
      )
      return {
        TargetHealthDescriptions: (wanted ?? group.targets).map((target) => ({
          Target: { Id: target.Id, Port: target.Port, AvailabilityZone: target.AvailabilityZone },
          HealthCheckPort: group.HealthCheckPort === 'traffic-port' ? String(target.Port) : group.HealthCheckPort,
          TargetHealth: healthOf(call, group, target),
        })),
      }
    },
  },
)

/** Differs: a target is healthy when its machine runs and the checks have had their time; nothing is asked over the network. */
function healthOf(scope: Scope, group: TargetGroup, target: Target): object {
  const { account, here } = scope
  if (target.registeredMs < 0) {
    return {
      State: 'unused',
      Reason: 'Target.NotRegistered',
      Description: 'Target is not registered to the target group',
    }
  }
  if (loadBalancersOf(scope, group.TargetGroupArn).length === 0) {
    return {
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target group is not configured to receive traffic from the load balancer',
    }
  }
  if (group.TargetType === 'instance' && here.ec2.instances[target.Id]?.state !== 'running') {
    return { State: 'unused', Reason: 'Target.InvalidState', Description: 'Target is in the stopped state' }
  }
  const needsMs = (group.HealthCheckIntervalSeconds * group.HealthyThresholdCount * 1000) / account.pace
  return account.clock.now() - target.registeredMs < needsMs
    ? { State: 'initial', Reason: 'Elb.RegistrationInProgress', Description: 'Target registration is in progress' }
    : { State: 'healthy' }
}
