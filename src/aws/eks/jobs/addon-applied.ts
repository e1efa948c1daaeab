import { defineJob } from '../../define.ts'
import { fail, succeed } from '../updates.ts'
import type { AddonSpec } from '../control-plane-host.ts'

interface Args {
  clusterName: string
  addonName: string
  resolveConflicts: AddonSpec['resolveConflicts']
  /** Where it is an update. */
  updateId?: string
  /** What the update brings. */
  change?: { addonVersion?: string; configurationValues?: string; serviceAccountRoleArn?: string }
}

/** EKS applies the objects of an add-on. */
export const addonApplied = defineJob<Args>({
  name: 'eks.addon-applied',
  async run({ account, here }, { clusterName, addonName, resolveConflicts, updateId, change }) {
    const record = here.eks.clusters[clusterName]
    const addon = record?.addons[addonName]
    if (!record || !addon || (addon.status !== 'CREATING' && addon.status !== 'UPDATING')) return
    const wanted = { ...addon, ...change }
    const result = await account.host.applyAddon(record.cluster.arn, {
      name: addonName,
      version: wanted.addonVersion,
      namespace: addon.namespaceConfig.namespace,
      resolveConflicts,
      ...(wanted.configurationValues !== undefined && { configurationValues: wanted.configurationValues }),
      ...(wanted.serviceAccountRoleArn !== undefined && { serviceAccountRoleArn: wanted.serviceAccountRoleArn }),
    })
    const update = record.updates.find((candidate) => candidate.id === updateId)
    addon.modifiedAt = account.clock.now()
    if (result.ok) {
      Object.assign(addon, change, { status: 'ACTIVE', health: { issues: [] } })
      succeed(update)
      return
    }
    addon.status = updateId === undefined ? 'CREATE_FAILED' : 'UPDATE_FAILED'
    addon.health.issues = [{ code: result.code, message: result.message, resourceIds: [] }]
    fail(update, result.code, result.message)
  },
})
