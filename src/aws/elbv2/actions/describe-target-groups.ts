import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findLoadBalancer, findTargetGroup, loadBalancersOf } from '../find.ts'
import { page, type PageInput } from '../paginate.ts'
import type { Scope } from '../../scope.ts'
import type { TargetGroup } from '../state.ts'

interface Input extends PageInput {
  LoadBalancerArn?: string
  TargetGroupArns?: string[]
  Names?: string[]
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html */
export const describeTargetGroups = defineAction<Input>({
  name: 'DescribeTargetGroups',
  handle(call, { LoadBalancerArn, TargetGroupArns, Names, ...input }) {
    const all = Object.values(call.here.elbv2.targetGroups)
    if (LoadBalancerArn !== undefined) findLoadBalancer(call, LoadBalancerArn)
    if (Names?.some((name) => !all.some((group) => group.TargetGroupName === name)))
      throw elbv2Errors.noSuchTargetGroup()
    const named = TargetGroupArns?.map((arn) => findTargetGroup(call, arn)) ?? all
    const found = named.filter(
      (group) =>
        (Names?.includes(group.TargetGroupName) ?? true) &&
        (LoadBalancerArn === undefined || loadBalancersOf(call, group.TargetGroupArn).includes(LoadBalancerArn)),
    )
    const { items, ...rest } = page(found, input)
    return { TargetGroups: items.map((group) => viewTargetGroup(call, group)), ...rest }
  },
})

/** A target group as the API answers it, with the load balancers that use it. */
export const viewTargetGroup = (scope: Scope, group: TargetGroup): object => ({
  ...group,
  LoadBalancerArns: loadBalancersOf(scope, group.TargetGroupArn),
})
