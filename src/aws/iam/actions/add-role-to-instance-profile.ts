import { defineAction } from '../../define.ts'
import { findInstanceProfile, profileArns } from '../instance-profiles.ts'
import { findRole } from '../roles.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const addRoleToInstanceProfile = defineAction<{ InstanceProfileName: string; RoleName: string }>({
  name: 'AddRoleToInstanceProfile',
  resources: ({ account }, { InstanceProfileName }) => profileArns(account, InstanceProfileName),
  handle({ account }, { InstanceProfileName, RoleName }) {
    const profile = findInstanceProfile(account, InstanceProfileName)
    const role = findRole(account, RoleName)
    if (profile.roleName !== undefined) {
      throw iamErrors.limitExceeded('Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
    }
    profile.roleName = role.RoleName
  },
})
