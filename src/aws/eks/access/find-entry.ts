import { eksErrors } from '../errors.ts'
import { findCluster } from '../clusters.ts'
import type { AccessEntry } from '../model/access-entry.ts'
import type { ClusterRecord } from '../model/cluster.ts'
import type { Scope } from '../../scope.ts'

/** A cluster and a principal. */
export interface EntryKey {
  clusterName: string
  principalArn: string
}

/** A cluster that has access entries.
 *  @throws AwsError ResourceNotFoundException, InvalidRequestException. */
export function clusterWithEntries(scope: Scope, clusterName: string): ClusterRecord {
  const record = findCluster(scope, clusterName)
  if (record.cluster.accessConfig.authenticationMode === 'CONFIG_MAP') throw eksErrors.wrongAuthenticationMode()
  return record
}

/** The entry of a principal.
 *  @throws AwsError ResourceNotFoundException, InvalidRequestException. */
export function findEntry(
  scope: Scope,
  { clusterName, principalArn }: EntryKey,
): { record: ClusterRecord; entry: AccessEntry } {
  const record = clusterWithEntries(scope, clusterName)
  const entry = record.accessEntries[principalArn]
  if (!entry) throw eksErrors.noSuchAccessEntry()
  return { record, entry }
}

/** ARNs for the authorization of actions on an entry. */
export function entryResources(scope: Scope, { clusterName, principalArn }: EntryKey): string[] {
  const existing = scope.here.eks.clusters[clusterName]?.accessEntries[principalArn]
  return [existing?.accessEntryArn ?? `arn:aws:eks:${scope.region}:${scope.account.id}:access-entry/${clusterName}/*`]
}
