import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'

/** Differs: profiles cannot be made here, so there are none.
 *  @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteFargateProfile.html */
export const deleteFargateProfile = defineAction<{ clusterName: string; fargateProfileName: string }>({
  name: 'DeleteFargateProfile',
  resources: clusterResources,
  handle(call, { clusterName, fargateProfileName }) {
    findCluster(call, clusterName)
    throw eksErrors.noSuchFargateProfile(fargateProfileName, clusterName)
  },
})
