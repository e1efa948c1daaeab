import { removeRules, type RulesInput } from '../security-rules.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export const revokeSecurityGroupIngress = defineAction<RulesInput>({
  name: 'RevokeSecurityGroupIngress',
  unsupported: ['SourceSecurityGroupOwnerId'],
  handle: (call, input) => removeRules(call, input, false),
})
