import { clusterArn, findCluster } from './clusters.ts'
import { dictionary } from '../dictionary.ts'
import { eksErrors } from './errors.ts'
import type { ClusterRecord } from './model/cluster.ts'
import type { FargateProfile } from './model/fargate-profile.ts'
import type { Scope } from '../scope.ts'

/** A cluster and a profile. */
export interface FargateProfileKey {
  clusterName: string
  fargateProfileName: string
}

/** The profiles of a cluster by name, also of one that was saved before there were any. */
export const fargateProfilesOf = (record: ClusterRecord): Record<string, FargateProfile> =>
  (record.fargateProfiles ??= dictionary())

/** A profile of a cluster.
 *  @throws AwsError ResourceNotFoundException. */
export function findFargateProfile(scope: Scope, { clusterName, fargateProfileName }: FargateProfileKey) {
  const record = findCluster(scope, clusterName)
  const profile = fargateProfilesOf(record)[fargateProfileName]
  if (!profile) throw eksErrors.noSuchFargateProfile(fargateProfileName, clusterName)
  return { record, profile }
}

/** Profiles come and go one at a time.
 *  @throws AwsError ResourceInUseException. */
export function assertNoneChanges(record: ClusterRecord, verb: 'create' | 'delete'): void {
  const other = Object.values(fargateProfilesOf(record)).find(({ status }) => status !== 'ACTIVE')
  if (other) throw eksErrors.fargateBusy(verb, record.cluster.name, other.fargateProfileName, other.status)
}

/** ARN for the authorization of actions on a profile. */
export function fargateResources(scope: Scope, { clusterName, fargateProfileName }: FargateProfileKey): string[] {
  const record = scope.here.eks.clusters[clusterName]
  const known = record?.fargateProfiles?.[fargateProfileName]
  return known ? [known.fargateProfileArn] : [clusterArn(scope, clusterName)]
}
