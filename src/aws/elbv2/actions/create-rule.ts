import { checkActions, ruleArn } from '../listeners.ts'
import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { findListener } from '../find.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import type { Action, Rule } from '../state.ts'

interface Input {
  ListenerArn: string
  Conditions: Record<string, unknown>[]
  Priority: number
  Actions: Action[]
  Tags?: Tag[]
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
export const createRule = defineAction<Input>({
  name: 'CreateRule',
  unsupported: ['Transforms'],
  handle(call, input) {
    const listener = findListener(call, input.ListenerArn)
    const { rules } = call.here.elbv2
    const taken = Object.values(rules).some(
      (rule) => rule.ListenerArn === input.ListenerArn && rule.Priority === String(input.Priority),
    )
    if (taken) throw elbv2Errors.priorityInUse(input.Priority)
    checkActions(call, input.Actions)
    const rule: Rule = {
      RuleArn: ruleArn(listener, call.account.ids.hex(16)),
      ListenerArn: input.ListenerArn,
      Priority: String(input.Priority),
      Conditions: input.Conditions,
      Actions: input.Actions,
      IsDefault: false,
      tags: mergeTags([], input.Tags),
    }
    rules[rule.RuleArn] = rule
    return { Rules: [rule] }
  },
})
