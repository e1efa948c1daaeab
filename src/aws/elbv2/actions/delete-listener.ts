import { defineAction } from '../../define.ts'
import { findListener } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html */
export const deleteListener = defineAction<{ ListenerArn: string }>({
  name: 'DeleteListener',
  handle(call, { ListenerArn }) {
    findListener(call, ListenerArn)
    const { listeners, rules } = call.here.elbv2
    for (const rule of Object.values(rules)) if (rule.ListenerArn === ListenerArn) delete rules[rule.RuleArn]
    delete listeners[ListenerArn]
  },
})
