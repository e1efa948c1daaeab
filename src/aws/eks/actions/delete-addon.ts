import { addonDeleted } from '../jobs/addon-deleted.ts'
import { addonResources, findAddon, viewAddon, type AddonKey } from '../addons.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DeleteAddon.html */
export const deleteAddon = defineAction<AddonKey & { preserve?: boolean }>({
  name: 'DeleteAddon',
  resources: addonResources,
  handle(call, { clusterName, addonName, preserve = false }) {
    const { addon } = findAddon(call, { clusterName, addonName })
    if (addon.status !== 'DELETING') {
      addon.status = 'DELETING'
      addon.modifiedAt = call.account.clock.now()
      call.account.schedule(call.region, addonDeleted, { clusterName, addonName, preserve }, DURATIONS.addonMs)
    }
    return { addon: viewAddon(addon) }
  },
})
