import { defineAction } from '../../define.ts'
import { findRole, roleArns } from '../roles.ts'
import { listAttached } from '../attachments.ts'
import type { PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies = defineAction<PageInput & { RoleName: string; PathPrefix?: string }>({
  name: 'ListAttachedRolePolicies',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle: ({ account }, input) => listAttached(account, findRole(account, input.RoleName), input),
})
