import { addAccessEntry, clusterAdminPolicy } from '../access/entries.ts'
import { defineJob } from '../../define.ts'
import { succeed } from '../updates.ts'
import type { AuthenticationMode, Cluster, ClusterRecord } from '../model/cluster.ts'
import type { Scope } from '../../scope.ts'

/** What a configuration update makes of a cluster. */
export interface ClusterChange {
  resourcesVpcConfig?: Partial<Cluster['resourcesVpcConfig']>
  logging?: Cluster['logging']
  authenticationMode?: AuthenticationMode
  upgradePolicy?: Cluster['upgradePolicy']
  zonalShiftConfig?: { enabled: boolean }
  deletionProtection?: boolean
  encryptionConfig?: Cluster['encryptionConfig'] & {}
}

/** A cluster has its new configuration. */
export const clusterConfigUpdated = defineJob<{ name: string; updateId: string; change: ClusterChange }>({
  name: 'eks.cluster-config-updated',
  run(scope, { name, updateId, change }) {
    const record = scope.here.eks.clusters[name]
    const update = record?.updates.find((candidate) => candidate.id === updateId)
    if (!record || update?.status !== 'InProgress') return
    const { cluster } = record
    const { resourcesVpcConfig, authenticationMode, ...rest } = change
    Object.assign(cluster, rest)
    Object.assign(cluster.resourcesVpcConfig, resourcesVpcConfig)
    if (authenticationMode) {
      cluster.accessConfig.authenticationMode = authenticationMode
      admitKnownPrincipals(scope, record)
    }
    cluster.status = 'ACTIVE'
    succeed(update)
  },
})

/** A cluster that learns of access entries gets those of its creator and of its node groups. */
function admitKnownPrincipals(scope: Scope, record: ClusterRecord) {
  if (record.creatorIsAdmin && !record.accessEntries[record.creatorArn]) {
    const policies = [clusterAdminPolicy(scope.account.clock.now())]
    addAccessEntry(scope, record, { principalArn: record.creatorArn, type: 'STANDARD', policies })
  }
  for (const { nodeRole } of Object.values(record.nodegroups)) {
    if (!record.accessEntries[nodeRole]) addAccessEntry(scope, record, { principalArn: nodeRole, type: 'EC2_LINUX' })
  }
}
