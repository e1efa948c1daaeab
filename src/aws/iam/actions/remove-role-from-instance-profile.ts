import { defineAction } from '../../define.ts'
import { findInstanceProfile, profileArns } from '../instance-profiles.ts'
import { findRole } from '../roles.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile = defineAction<{ InstanceProfileName: string; RoleName: string }>({
  name: 'RemoveRoleFromInstanceProfile',
  resources: ({ account }, { InstanceProfileName }) => profileArns(account, InstanceProfileName),
  handle({ account }, { InstanceProfileName, RoleName }) {
    const profile = findInstanceProfile(account, InstanceProfileName)
    if (profile.roleName !== findRole(account, RoleName).RoleName) throw iamErrors.noSuchRole(RoleName)
    delete profile.roleName
  },
})
