import { defineAction } from '../../define.ts'
import { findRole, roleArns, viewRole } from '../roles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = defineAction<{ RoleName: string }>({
  name: 'GetRole',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle: ({ account }, { RoleName }) => ({ Role: viewRole(findRole(account, RoleName), 'full') }),
})
