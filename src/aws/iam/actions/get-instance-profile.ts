import { defineAction } from '../../define.ts'
import { findInstanceProfile, profileArns, viewInstanceProfile } from '../instance-profiles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const getInstanceProfile = defineAction<{ InstanceProfileName: string }>({
  name: 'GetInstanceProfile',
  resources: ({ account }, { InstanceProfileName }) => profileArns(account, InstanceProfileName),
  handle: ({ account }, { InstanceProfileName }) => ({
    InstanceProfile: viewInstanceProfile(account, findInstanceProfile(account, InstanceProfileName)),
  }),
})
