import { defineJob } from '../../define.ts'
import { fargateProfilesOf, type FargateProfileKey } from '../fargate-profiles.ts'

/** A Fargate profile is there, or gone. */
export const fargateProfileSettled = defineJob<FargateProfileKey>({
  name: 'eks.fargate-profile-settled',
  run({ here }, { clusterName, fargateProfileName }) {
    const record = here.eks.clusters[clusterName]
    const profile = record && fargateProfilesOf(record)[fargateProfileName]
    if (profile?.status === 'CREATING') profile.status = 'ACTIVE'
    else if (profile?.status === 'DELETING') delete fargateProfilesOf(record!)[fargateProfileName]
  },
})
