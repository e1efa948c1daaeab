import { removeRules, type RulesInput } from '../security-rules.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html */
export const revokeSecurityGroupEgress = defineAction<RulesInput>({
  name: 'RevokeSecurityGroupEgress',
  unsupported: ['SourceSecurityGroupOwnerId'],
  handle: (call, input) => removeRules(call, input, true),
})
