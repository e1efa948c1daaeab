import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAddons.html */
export const listAddons = defineAction<PageInput & { clusterName: string }>({
  name: 'ListAddons',
  resources: clusterResources,
  handle(call, input) {
    const { items, ...rest } = page(Object.keys(findCluster(call, input.clusterName).addons).sort(), input)
    return { addons: items, ...rest }
  },
})
