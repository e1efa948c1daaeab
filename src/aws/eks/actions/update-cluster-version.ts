import { assertIdle, startUpdate } from '../updates.ts'
import { clusterResources, findCluster } from '../clusters.ts'
import { clusterVersionUpdated } from '../jobs/cluster-version-updated.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { findVersion } from '../data/versions.ts'

const minor = (version: string) => Number(version.split('.')[1])

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterVersion.html */
export const updateClusterVersion = defineAction<{ name: string; version: string; force?: boolean }>({
  name: 'UpdateClusterVersion',
  unsupported: ['rollbackConfig'],
  resources: clusterResources,
  handle(call, { name, version }) {
    const record = findCluster(call, name)
    assertIdle(record, 'UpdateClusterVersion')
    const from = record.cluster.version
    const target = findVersion(version)
    if (!target) throw eksErrors.unsupportedVersion(version)
    if (minor(version) !== minor(from) + 1) throw eksErrors.unsupportedMinor(from, version, name)
    const old = Object.values(record.nodegroups).find((nodegroup) => minor(version) - minor(nodegroup.version) > 3)
    if (old) {
      throw eksErrors.invalidRequest(
        `Nodegroups ${old.nodegroupName} must be updated to match cluster version ${from} before updating cluster version`,
        { clusterName: name, nodegroupName: old.nodegroupName },
      )
    }
    const update = startUpdate(call, record, 'VersionUpdate', {
      Version: version,
      PlatformVersion: target.platformVersion,
    })
    record.cluster.status = 'UPDATING'
    call.account.schedule(
      call.region,
      clusterVersionUpdated,
      { name, updateId: update.id, version },
      DURATIONS.clusterVersionUpdateMs,
    )
    return { update }
  },
})
