import { defineAction } from '../../define.ts'
import { findUser, userArns } from '../users.ts'
import { listAttached } from '../attachments.ts'
import type { PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export const listAttachedUserPolicies = defineAction<PageInput & { UserName: string; PathPrefix?: string }>({
  name: 'ListAttachedUserPolicies',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle: ({ account }, input) => listAttached(account, findUser(account, input.UserName), input),
})
