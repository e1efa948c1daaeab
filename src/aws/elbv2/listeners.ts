import { elbv2Errors } from './errors.ts'
import { findTargetGroup } from './find.ts'
import { mergeTags, type Tag } from '../tags.ts'
import type { Action, Listener, LoadBalancer, Rule } from './state.ts'
import type { Scope } from '../scope.ts'

/** What actions name must be there.
 *  @throws AwsError TargetGroupNotFound, ValidationError. */
export function checkActions(scope: Scope, actions: readonly Action[]): void {
  for (const action of actions) {
    const groups = [
      action.TargetGroupArn,
      ...(action.ForwardConfig?.TargetGroups ?? []).map((target) => target.TargetGroupArn),
    ]
    const named = groups.filter((arn) => arn !== undefined)
    named.forEach((arn) => findTargetGroup(scope, arn))
    if (action.Type === 'forward' && named.length === 0)
      throw elbv2Errors.validation('A target group must be specified')
  }
}

/** Makes a listener with its default rule. */
export function addListener(
  { account, here }: Scope,
  balancer: LoadBalancer,
  spec: Pick<Listener, 'Port' | 'Protocol' | 'DefaultActions'> &
    Partial<Pick<Listener, 'Certificates' | 'SslPolicy'>> & { Tags?: Tag[] },
): Listener {
  const secure = spec.Protocol === 'HTTPS' || spec.Protocol === 'TLS'
  const listener: Listener = {
    ListenerArn: `${balancer.LoadBalancerArn.replace(':loadbalancer/', ':listener/')}/${account.ids.hex(16)}`,
    LoadBalancerArn: balancer.LoadBalancerArn,
    Port: spec.Port,
    Protocol: spec.Protocol,
    ...(spec.Certificates && { Certificates: spec.Certificates }),
    ...(secure && { SslPolicy: spec.SslPolicy ?? 'ELBSecurityPolicy-2016-08' }),
    DefaultActions: spec.DefaultActions,
    tags: mergeTags([], spec.Tags),
  }
  here.elbv2.listeners[listener.ListenerArn] = listener
  const rule: Rule = {
    RuleArn: ruleArn(listener, account.ids.hex(16)),
    ListenerArn: listener.ListenerArn,
    Priority: 'default',
    Conditions: [],
    Actions: spec.DefaultActions,
    IsDefault: true,
    tags: [],
  }
  here.elbv2.rules[rule.RuleArn] = rule
  return listener
}

/** ARN of a rule of a listener. */
export const ruleArn = ({ ListenerArn }: Listener, hex: string): string =>
  `${ListenerArn.replace(':listener/', ':listener-rule/')}/${hex}`
