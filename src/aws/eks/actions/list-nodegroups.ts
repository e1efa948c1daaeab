import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListNodegroups.html */
export const listNodegroups = defineAction<PageInput & { clusterName: string }>({
  name: 'ListNodegroups',
  resources: clusterResources,
  handle(call, input) {
    const { items, ...rest } = page(Object.keys(findCluster(call, input.clusterName).nodegroups).sort(), input)
    return { nodegroups: items, ...rest }
  },
})
