import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = defineAction<{ RoleName: string; Description?: string; MaxSessionDuration?: number }>({
  name: 'UpdateRole',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, input) {
    const role = findRole(account, input.RoleName)
    assertModifiable(role)
    if (input.Description !== undefined) role.Description = input.Description
    if (input.MaxSessionDuration !== undefined) role.MaxSessionDuration = input.MaxSessionDuration
  },
})
