import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { userArns } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey = defineAction<{ UserName?: string; AccessKeyId: string }>({
  name: 'DeleteAccessKey',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, { AccessKeyId }) {
    if (!account.state.iam.accessKeys[AccessKeyId]) throw iamErrors.noSuchAccessKey(AccessKeyId)
    delete account.state.iam.accessKeys[AccessKeyId]
  },
})
