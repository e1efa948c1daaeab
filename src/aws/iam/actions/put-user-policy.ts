import { defineAction } from '../../define.ts'
import { findUser, userArns } from '../users.ts'
import { parsePolicy } from '../policy/document.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy = defineAction<{ UserName: string; PolicyName: string; PolicyDocument: string }>({
  name: 'PutUserPolicy',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, { UserName, PolicyName, PolicyDocument }) {
    const user = findUser(account, UserName)
    parsePolicy(PolicyDocument, 'identity')
    user.inline[PolicyName] = PolicyDocument
  },
})
