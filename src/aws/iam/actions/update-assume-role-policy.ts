import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'
import { parsePolicy } from '../policy/document.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = defineAction<{ RoleName: string; PolicyDocument: string }>({
  name: 'UpdateAssumeRolePolicy',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, PolicyDocument }) {
    const role = findRole(account, RoleName)
    assertModifiable(role)
    parsePolicy(PolicyDocument, 'trust')
    role.AssumeRolePolicyDocument = PolicyDocument
  },
})
