import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'

/** Differs: profiles cannot be made here, so there are none.
 *  @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListFargateProfiles.html */
export const listFargateProfiles = defineAction<{ clusterName: string }>({
  name: 'ListFargateProfiles',
  resources: clusterResources,
  handle(call, { clusterName }) {
    findCluster(call, clusterName)
    return { fargateProfileNames: [] }
  },
})
