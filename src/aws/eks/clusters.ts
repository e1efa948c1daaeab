import { eksErrors } from './errors.ts'
import type { Call, Scope } from '../scope.ts'
import type { Cluster, ClusterRecord } from './model/cluster.ts'

/** A cluster by name.
 *  @throws AwsError ResourceNotFoundException. */
export function findCluster({ here }: Scope, name: string): ClusterRecord {
  const record = here.eks.clusters[name]
  if (!record) throw eksErrors.noSuchCluster(name)
  return record
}

/** A cluster that is ready for changes to what belongs to it.
 *  @throws AwsError ResourceNotFoundException, InvalidRequestException. */
export function activeCluster(scope: Scope, name: string): ClusterRecord {
  const record = findCluster(scope, name)
  if (record.cluster.status !== 'ACTIVE' && record.cluster.status !== 'UPDATING') throw eksErrors.clusterNotActive(name)
  return record
}

/** ARN of a cluster, whether it exists or not. */
export const clusterArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:eks:${region}:${account.id}:cluster/${name}`

/** For the authorization of actions on one cluster; the model calls its name by two names. */
export const clusterResources = (call: Call, input: { name?: string; clusterName?: string }): string[] => [
  clusterArn(call, input.name ?? input.clusterName ?? '*'),
]

/** Host name of a cluster's endpoint. */
export const endpointHost = ({ region }: Scope, record: ClusterRecord): string =>
  `${record.id}.gr7.${region}.eks.amazonaws.com`

/** Issuer of the service account tokens of a cluster. */
export const issuerOf = ({ region }: Scope, record: ClusterRecord): string =>
  `https://oidc.eks.${region}.amazonaws.com/id/${record.id}`

/** A cluster as the API answers it: only CreateCluster says who was made an administrator. */
export function viewCluster({ cluster }: ClusterRecord): Cluster {
  return { ...cluster, accessConfig: { authenticationMode: cluster.accessConfig.authenticationMode } }
}
