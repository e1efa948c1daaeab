import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { iamId } from '../ids.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import { profileArns, viewInstanceProfile } from '../instance-profiles.ts'
import type { InstanceProfile } from '../state.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const createInstanceProfile = defineAction<{ InstanceProfileName: string; Path?: string; Tags?: Tag[] }>({
  name: 'CreateInstanceProfile',
  resources: ({ account }, { InstanceProfileName }) => profileArns(account, InstanceProfileName),
  handle({ account }, { InstanceProfileName, Path = '/', Tags }) {
    const { instanceProfiles } = account.state.iam
    if (instanceProfiles[InstanceProfileName.toLowerCase()]) throw iamErrors.instanceProfileExists(InstanceProfileName)
    const profile: InstanceProfile = {
      InstanceProfileName,
      InstanceProfileId: iamId(account, 'AIPA'),
      Arn: `arn:aws:iam::${account.id}:instance-profile${Path}${InstanceProfileName}`,
      Path,
      CreateDate: account.clock.now(),
      Tags: mergeTags([], Tags),
    }
    instanceProfiles[InstanceProfileName.toLowerCase()] = profile
    return { InstanceProfile: viewInstanceProfile(account, profile) }
  },
})
