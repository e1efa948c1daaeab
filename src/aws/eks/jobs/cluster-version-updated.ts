import { defineJob } from '../../define.ts'
import { fail, succeed } from '../updates.ts'
import { findVersion, gitVersionOf } from '../data/versions.ts'

/** The control plane is replaced by one of the next version. */
export const clusterVersionUpdated = defineJob<{ name: string; updateId: string; version: string }>({
  name: 'eks.cluster-version-updated',
  async run({ account, here }, { name, updateId, version }) {
    const record = here.eks.clusters[name]
    const update = record?.updates.find((candidate) => candidate.id === updateId)
    if (!record || update?.status !== 'InProgress') return
    const target = findVersion(version)!
    const { cluster } = record
    try {
      await account.host.upgradeCluster(cluster.arn, {
        version,
        gitVersion: gitVersionOf(target),
        platformVersion: target.platformVersion,
      })
      cluster.version = version
      cluster.platformVersion = target.platformVersion
      succeed(update)
    } catch (error) {
      account.log.error(`upgrade of cluster ${name} failed`, { error })
      fail(update, 'Unknown', 'The control plane could not be updated.')
    }
    cluster.status = 'ACTIVE'
  },
})
