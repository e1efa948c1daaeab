import { assertIdle, startUpdate } from '../updates.ts'
import { checkEncryption } from '../encryption.ts'
import { clusterConfigUpdated } from '../jobs/cluster-config-updated.ts'
import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import type { EncryptionConfig } from '../model/cluster.ts'

interface Input {
  clusterName: string
  encryptionConfig: Partial<EncryptionConfig>[]
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_AssociateEncryptionConfig.html */
export const associateEncryptionConfig = defineAction<Input>({
  name: 'AssociateEncryptionConfig',
  resources: clusterResources,
  handle(call, { clusterName, encryptionConfig }) {
    const record = findCluster(call, clusterName)
    assertIdle(record, 'AssociateEncryptionConfig')
    if (record.cluster.encryptionConfig) throw eksErrors.alreadyEncrypted(clusterName)
    const change = { encryptionConfig: checkEncryption(call, clusterName, encryptionConfig) }
    const params = { EncryptionConfig: encryptionConfig }
    const update = startUpdate(call, record, 'AssociateEncryptionConfig', params)
    record.cluster.status = 'UPDATING'
    call.account.schedule(
      call.region,
      clusterConfigUpdated,
      { name: clusterName, updateId: update.id, change },
      DURATIONS.clusterConfigUpdateMs,
    )
    return { update }
  },
})
