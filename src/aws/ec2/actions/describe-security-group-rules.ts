import { defineAction } from '../../define.ts'
import { describe, type DescribeInput } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import { viewRule } from '../security-rules.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
export const describeSecurityGroupRules = defineAction<DescribeInput & { SecurityGroupRuleIds?: string[] }>({
  name: 'DescribeSecurityGroupRules',
  handle(call, input) {
    const all = Object.values(call.here.ec2.securityGroups).flatMap((group) =>
      group.rules.map((rule) => ({ group, rule })),
    )
    const { items, ...rest } = describe(input, {
      items: all,
      ids: input.SecurityGroupRuleIds,
      idOf: ({ rule }) => rule.SecurityGroupRuleId,
      notFound: (...ids) => ec2Errors.noSuchRuleId(ids.join(', ')),
      fields: {
        'group-id': ({ group }) => group.GroupId,
        'security-group-rule-id': ({ rule }) => rule.SecurityGroupRuleId,
      },
      tagsOf: ({ rule }) => rule.Tags,
    })
    return { SecurityGroupRules: items.map(({ group, rule }) => viewRule(call, group, rule)), ...rest }
  },
})
