import { dictionary } from '../dictionary.ts'
import { eksErrors } from './errors.ts'
import { findCluster } from './clusters.ts'
import type { ClusterRecord } from './model/cluster.ts'
import type { IdentityProviderConfig } from './model/identity-provider-config.ts'
import type { Scope } from '../scope.ts'

/** How requests name a configuration. */
export interface IdentityProviderRef {
  clusterName: string
  identityProviderConfig: { type: string; name: string }
}

/** The configurations of a cluster by name, also of one that was saved before there were any. */
export const identityProvidersOf = (record: ClusterRecord): Record<string, IdentityProviderConfig> =>
  (record.identityProviderConfigs ??= dictionary())

/** A configuration of a cluster.
 *  @throws AwsError ResourceNotFoundException. */
export function findIdentityProvider(scope: Scope, { clusterName, identityProviderConfig }: IdentityProviderRef) {
  const record = findCluster(scope, clusterName)
  const config = identityProvidersOf(record)[identityProviderConfig.name]
  if (!config || identityProviderConfig.type !== 'oidc')
    throw eksErrors.noSuchIdentityProvider(identityProviderConfig.name)
  return { record, config }
}
