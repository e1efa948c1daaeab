import { assertModifiable, findRole, roleArns } from '../roles.ts'
import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = defineAction<{ RoleName: string }>({
  name: 'DeleteRole',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName }) {
    const { iam } = account.state
    const role = findRole(account, RoleName)
    assertModifiable(role)
    if (Object.values(iam.instanceProfiles).some((profile) => profile.roleName === role.RoleName)) {
      throw iamErrors.deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    if (role.attached.length > 0)
      throw iamErrors.deleteConflict('Cannot delete entity, must detach all policies first.')
    if (Object.keys(role.inline).length > 0)
      throw iamErrors.deleteConflict('Cannot delete entity, must delete policies first.')
    delete iam.roles[RoleName.toLowerCase()]
  },
})
