import { defineAction } from '../../define.ts'
import { findListener, findRule } from '../find.ts'
import { elbv2Errors } from '../errors.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html */
export const describeRules = defineAction<PageInput & { ListenerArn?: string; RuleArns?: string[] }>({
  name: 'DescribeRules',
  handle(call, { ListenerArn, RuleArns, ...input }) {
    if (ListenerArn === undefined && !RuleArns)
      throw elbv2Errors.validation('You must specify either listener rule ARNs or a listener ARN')
    if (ListenerArn !== undefined) findListener(call, ListenerArn)
    const found =
      RuleArns?.map((arn) => findRule(call, arn)) ??
      Object.values(call.here.elbv2.rules).filter((rule) => rule.ListenerArn === ListenerArn)
    const order = (priority: string) => (priority === 'default' ? Infinity : Number(priority))
    const { items, ...rest } = page(
      found.toSorted((a, b) => order(a.Priority) - order(b.Priority)),
      input,
    )
    return { Rules: items, ...rest }
  },
})
