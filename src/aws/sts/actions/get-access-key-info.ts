import { defineAction } from '../../define.ts'
import { stsErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const getAccessKeyInfo = defineAction<{ AccessKeyId: string }>({
  name: 'GetAccessKeyInfo',
  handle({ account }, { AccessKeyId }) {
    const { iam, sts } = account.state
    if (!iam.accessKeys[AccessKeyId] && !sts.sessions[AccessKeyId]) {
      throw stsErrors.validation(`Invalid Access Key: ${AccessKeyId}`)
    }
    return { Account: account.id }
  },
})
