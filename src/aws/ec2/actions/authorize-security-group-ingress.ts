import { addRules, type RulesInput } from '../security-rules.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const authorizeSecurityGroupIngress = defineAction<RulesInput>({
  name: 'AuthorizeSecurityGroupIngress',
  unsupported: ['SourceSecurityGroupOwnerId'],
  handle: (call, input) => addRules(call, input, false),
})
