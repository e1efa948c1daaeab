import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'
import { parsePolicy } from '../policy/document.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = defineAction<{ RoleName: string; PolicyName: string; PolicyDocument: string }>({
  name: 'PutRolePolicy',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, PolicyName, PolicyDocument }) {
    const role = findRole(account, RoleName)
    assertModifiable(role)
    parsePolicy(PolicyDocument, 'identity')
    role.inline[PolicyName] = PolicyDocument
  },
})
