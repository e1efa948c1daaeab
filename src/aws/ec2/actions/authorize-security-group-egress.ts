import { addRules, type RulesInput } from '../security-rules.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html */
export const authorizeSecurityGroupEgress = defineAction<RulesInput>({
  name: 'AuthorizeSecurityGroupEgress',
  unsupported: ['SourceSecurityGroupOwnerId'],
  handle: (call, input) => addRules(call, input, true),
})
