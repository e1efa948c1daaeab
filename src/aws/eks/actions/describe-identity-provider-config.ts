import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'

/** Differs: providers cannot be associated here, so there are none.
 *  @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeIdentityProviderConfig.html */
export const describeIdentityProviderConfig = defineAction<{
  clusterName: string
  identityProviderConfig: { name: string }
}>({
  name: 'DescribeIdentityProviderConfig',
  resources: clusterResources,
  handle(call, { clusterName, identityProviderConfig }) {
    findCluster(call, clusterName)
    throw eksErrors.noSuchIdentityProvider(identityProviderConfig.name)
  },
})
