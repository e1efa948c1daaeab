import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findRule } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteRule.html */
export const deleteRule = defineAction<{ RuleArn: string }>({
  name: 'DeleteRule',
  handle(call, { RuleArn }) {
    if (findRule(call, RuleArn).IsDefault) throw elbv2Errors.defaultRule(RuleArn)
    delete call.here.elbv2.rules[RuleArn]
  },
})
