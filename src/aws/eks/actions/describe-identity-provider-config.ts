import { clusterResources } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { findIdentityProvider, type IdentityProviderRef } from '../identity-provider-configs.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeIdentityProviderConfig.html */
export const describeIdentityProviderConfig = defineAction<IdentityProviderRef>({
  name: 'DescribeIdentityProviderConfig',
  resources: clusterResources,
  handle: (call, input) => ({ identityProviderConfig: { oidc: findIdentityProvider(call, input).config } }),
})
