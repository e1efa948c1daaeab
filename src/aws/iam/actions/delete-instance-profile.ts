import { defineAction } from '../../define.ts'
import { findInstanceProfile, profileArns } from '../instance-profiles.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html */
export const deleteInstanceProfile = defineAction<{ InstanceProfileName: string }>({
  name: 'DeleteInstanceProfile',
  resources: ({ account }, { InstanceProfileName }) => profileArns(account, InstanceProfileName),
  handle({ account }, { InstanceProfileName }) {
    if (findInstanceProfile(account, InstanceProfileName).roleName !== undefined) {
      throw iamErrors.deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    delete account.state.iam.instanceProfiles[InstanceProfileName.toLowerCase()]
  },
})
