import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { viewPolicy } from '../policies-of.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = defineAction<{ PolicyArn: string }>({
  name: 'GetPolicy',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn }) {
    const policy = viewPolicy(account, PolicyArn)
    if (!policy) throw iamErrors.noSuchPolicy(PolicyArn)
    return { Policy: policy }
  },
})
