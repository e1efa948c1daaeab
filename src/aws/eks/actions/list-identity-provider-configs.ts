import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { identityProvidersOf } from '../identity-provider-configs.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListIdentityProviderConfigs.html */
export const listIdentityProviderConfigs = defineAction<PageInput & { clusterName: string }>({
  name: 'ListIdentityProviderConfigs',
  resources: clusterResources,
  handle(call, input) {
    const names = Object.keys(identityProvidersOf(findCluster(call, input.clusterName)))
    const { items, ...rest } = page(names, input)
    return { identityProviderConfigs: items.map((name) => ({ type: 'oidc', name })), ...rest }
  },
})
