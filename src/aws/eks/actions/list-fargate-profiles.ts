import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { fargateProfilesOf } from '../fargate-profiles.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListFargateProfiles.html */
export const listFargateProfiles = defineAction<PageInput & { clusterName: string }>({
  name: 'ListFargateProfiles',
  resources: clusterResources,
  handle(call, input) {
    const names = Object.keys(fargateProfilesOf(findCluster(call, input.clusterName))).sort()
    const { items, ...rest } = page(names, input)
    return { fargateProfileNames: items, ...rest }
  },
})
