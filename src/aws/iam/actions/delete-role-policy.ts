import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = defineAction<{ RoleName: string; PolicyName: string }>({
  name: 'DeleteRolePolicy',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, PolicyName }) {
    const role = findRole(account, RoleName)
    assertModifiable(role)
    if (role.inline[PolicyName] === undefined) throw iamErrors.noSuchInlinePolicy('role', PolicyName)
    delete role.inline[PolicyName]
  },
})
