import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'
import { attachPolicy } from '../attachments.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy = defineAction<{ RoleName: string; PolicyArn: string }>({
  name: 'AttachRolePolicy',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, PolicyArn }) {
    const role = findRole(account, RoleName)
    assertModifiable(role)
    attachPolicy(account, role, PolicyArn, 'PoliciesPerRole')
  },
})
