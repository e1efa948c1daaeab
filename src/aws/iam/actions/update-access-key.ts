import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { userArns } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey = defineAction<{
  UserName?: string
  AccessKeyId: string
  Status: 'Active' | 'Inactive' | 'Expired'
}>({
  name: 'UpdateAccessKey',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, { AccessKeyId, Status }) {
    const key = account.state.iam.accessKeys[AccessKeyId]
    if (!key) throw iamErrors.noSuchAccessKey(AccessKeyId)
    key.Status = Status === 'Active' ? 'Active' : 'Inactive'
  },
})
