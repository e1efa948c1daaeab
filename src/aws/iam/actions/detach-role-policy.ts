import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'
import { detachPolicy } from '../attachments.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy = defineAction<{ RoleName: string; PolicyArn: string }>({
  name: 'DetachRolePolicy',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, PolicyArn }) {
    const role = findRole(account, RoleName)
    assertModifiable(role)
    detachPolicy(role, PolicyArn)
  },
})
