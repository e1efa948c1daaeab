import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListUpdates.html */
export const listUpdates = defineAction<PageInput & { name: string; nodegroupName?: string; addonName?: string }>({
  name: 'ListUpdates',
  unsupported: ['capabilityName'],
  resources: clusterResources,
  handle(call, { name, nodegroupName, addonName, ...input }) {
    const found = findCluster(call, name).updates.filter(
      (update) => update.nodegroupName === nodegroupName && update.addonName === addonName,
    )
    const { items, ...rest } = page(found, input)
    return { updateIds: items.map((update) => update.id), ...rest }
  },
})
