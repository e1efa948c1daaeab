import { defineAction } from '../../define.ts'
import { findUser, userArns } from '../users.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const deleteUserPolicy = defineAction<{ UserName: string; PolicyName: string }>({
  name: 'DeleteUserPolicy',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, { UserName, PolicyName }) {
    const user = findUser(account, UserName)
    if (user.inline[PolicyName] === undefined) throw iamErrors.noSuchInlinePolicy('user', PolicyName)
    delete user.inline[PolicyName]
  },
})
