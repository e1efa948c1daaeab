import { defineAction } from '../../define.ts'
import { fargateResources, findFargateProfile, type FargateProfileKey } from '../fargate-profiles.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeFargateProfile.html */
export const describeFargateProfile = defineAction<FargateProfileKey>({
  name: 'DescribeFargateProfile',
  resources: fargateResources,
  handle: (call, key) => ({ fargateProfile: findFargateProfile(call, key).profile }),
})
