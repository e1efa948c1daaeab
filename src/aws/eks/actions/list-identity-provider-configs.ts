import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'

/** Differs: providers cannot be associated here, so there are none.
 *  @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListIdentityProviderConfigs.html */
export const listIdentityProviderConfigs = defineAction<{ clusterName: string }>({
  name: 'ListIdentityProviderConfigs',
  resources: clusterResources,
  handle(call, { clusterName }) {
    findCluster(call, clusterName)
    return { identityProviderConfigs: [] }
  },
})
