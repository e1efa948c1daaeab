import { clusterDeleted } from '../jobs/cluster-deleted.ts'
import { clusterResources, findCluster, viewCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { fargateProfilesOf } from '../fargate-profiles.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteCluster.html */
export const deleteCluster = defineAction<{ name: string }>({
  name: 'DeleteCluster',
  resources: clusterResources,
  handle(call, { name }) {
    const record = findCluster(call, name)
    const { cluster } = record
    const [nodegroup] = Object.keys(record.nodegroups)
    if (nodegroup !== undefined) throw eksErrors.hasNodegroups(name, nodegroup)
    const [profile] = Object.keys(fargateProfilesOf(record))
    if (profile !== undefined) throw eksErrors.hasFargateProfiles(name, profile)
    if (cluster.deletionProtection && cluster.status === 'ACTIVE') throw eksErrors.deletionProtected(name)
    const running = record.updates.find((update) => update.status === 'InProgress')
    if (running && cluster.status === 'UPDATING') throw eksErrors.clusterBusy('delete', name, running.id)
    if (cluster.status !== 'DELETING') {
      cluster.status = 'DELETING'
      call.account.schedule(call.region, clusterDeleted, { name }, DURATIONS.clusterDeleteMs)
    }
    return { cluster: viewCluster(record) }
  },
})
