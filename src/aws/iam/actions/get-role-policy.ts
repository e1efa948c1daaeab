import { defineAction } from '../../define.ts'
import { encodeDocument, findRole, roleArns } from '../roles.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = defineAction<{ RoleName: string; PolicyName: string }>({
  name: 'GetRolePolicy',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, PolicyName }) {
    const role = findRole(account, RoleName)
    const document = role.inline[PolicyName]
    if (document === undefined) throw iamErrors.noSuchInlinePolicy('role', PolicyName)
    return { RoleName: role.RoleName, PolicyName, PolicyDocument: encodeDocument(document) }
  },
})
