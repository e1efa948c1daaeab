import { attachPolicy } from '../attachments.ts'
import { defineAction } from '../../define.ts'
import { findUser, userArns } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const attachUserPolicy = defineAction<{ UserName: string; PolicyArn: string }>({
  name: 'AttachUserPolicy',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle: ({ account }, { UserName, PolicyArn }) =>
    attachPolicy(account, findUser(account, UserName), PolicyArn, 'PoliciesPerUser'),
})
