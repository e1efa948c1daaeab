import { assertNoneChanges, fargateResources, findFargateProfile, type FargateProfileKey } from '../fargate-profiles.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { fargateProfileSettled } from '../jobs/fargate-profile-settled.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteFargateProfile.html */
export const deleteFargateProfile = defineAction<FargateProfileKey>({
  name: 'DeleteFargateProfile',
  resources: fargateResources,
  handle(call, key) {
    const { record, profile } = findFargateProfile(call, key)
    if (profile.status !== 'DELETING') {
      assertNoneChanges(record, 'delete')
      profile.status = 'DELETING'
      call.account.schedule(call.region, fargateProfileSettled, key, DURATIONS.fargateProfileMs)
    }
    return { fargateProfile: profile }
  },
})
