import { addonApplied } from '../jobs/addon-applied.ts'
import { addonKind, addonResources, addonVersion, checkConfiguration, findAddon, type AddonKey } from '../addons.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { runningUpdate, startUpdate } from '../updates.ts'

interface Input extends AddonKey {
  addonVersion?: string
  serviceAccountRoleArn?: string
  resolveConflicts?: 'OVERWRITE' | 'NONE' | 'PRESERVE'
  configurationValues?: string
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateAddon.html */
export const updateAddon = defineAction<Input>({
  name: 'UpdateAddon',
  unsupported: ['podIdentityAssociations'],
  resources: addonResources,
  handle(call, input) {
    const { record, addon } = findAddon(call, input)
    const kind = addonKind(addon.addonName, input.clusterName)
    const running = runningUpdate(record, { addonName: addon.addonName })
    if (running || addon.status === 'CREATING' || addon.status === 'DELETING') {
      throw eksErrors.addonBusy(addon.addonName, input.clusterName, addon.status)
    }
    const version =
      input.addonVersion === undefined
        ? addon.addonVersion
        : addonVersion(kind, record.cluster.version, input.addonVersion, input.clusterName)
    checkConfiguration(kind, input.configurationValues)
    const { resolveConflicts = 'NONE', serviceAccountRoleArn, configurationValues } = input
    const params = {
      AddonVersion: version,
      ServiceAccountRoleArn: serviceAccountRoleArn,
      ResolveConflicts: resolveConflicts,
      ConfigurationValues: configurationValues,
    }
    const update = startUpdate(call, record, 'AddonUpdate', params, { addonName: addon.addonName })
    addon.status = 'UPDATING'
    call.account.schedule(
      call.region,
      addonApplied,
      {
        clusterName: input.clusterName,
        addonName: addon.addonName,
        resolveConflicts,
        updateId: update.id,
        change: {
          addonVersion: version,
          ...(configurationValues !== undefined && { configurationValues }),
          ...(serviceAccountRoleArn !== undefined && { serviceAccountRoleArn }),
        },
      },
      DURATIONS.addonMs,
    )
    return { update }
  },
})
