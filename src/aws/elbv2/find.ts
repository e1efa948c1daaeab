import { elbv2Errors } from './errors.ts'
import type { Listener, LoadBalancer, Rule, TargetGroup } from './state.ts'
import type { Scope } from '../scope.ts'

/** @throws AwsError LoadBalancerNotFound. */
export function findLoadBalancer({ here }: Scope, arn: string): LoadBalancer {
  const found = here.elbv2.loadBalancers[arn]
  if (!found) throw elbv2Errors.noSuchLoadBalancer(arn)
  return found
}

/** @throws AwsError TargetGroupNotFound. */
export function findTargetGroup({ here }: Scope, arn: string): TargetGroup {
  const found = here.elbv2.targetGroups[arn]
  if (!found) throw elbv2Errors.noSuchTargetGroup()
  return found
}

/** @throws AwsError ListenerNotFound. */
export function findListener({ here }: Scope, arn: string): Listener {
  const found = here.elbv2.listeners[arn]
  if (!found) throw elbv2Errors.noSuchListener()
  return found
}

/** @throws AwsError RuleNotFound. */
export function findRule({ here }: Scope, arn: string): Rule {
  const found = here.elbv2.rules[arn]
  if (!found) throw elbv2Errors.noSuchRule()
  return found
}

/** Load balancers whose listeners and rules send to a target group. */
export function loadBalancersOf({ here }: Scope, targetGroupArn: string): string[] {
  const uses = (
    actions: readonly { TargetGroupArn?: string; ForwardConfig?: { TargetGroups?: { TargetGroupArn?: string }[] } }[],
  ) =>
    actions.some(
      (action) =>
        action.TargetGroupArn === targetGroupArn ||
        action.ForwardConfig?.TargetGroups?.some((target) => target.TargetGroupArn === targetGroupArn),
    )
  const rules = Object.values(here.elbv2.rules).filter((rule) => uses(rule.Actions))
  return [...new Set(rules.map((rule) => here.elbv2.listeners[rule.ListenerArn]!.LoadBalancerArn))]
}
