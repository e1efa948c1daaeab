import { clusterArn } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListClusters.html */
export const listClusters = defineAction<PageInput>({
  name: 'ListClusters',
  unsupported: ['include'],
  resources: (call) => [clusterArn(call, '*')],
  handle({ here }, input) {
    const { items, ...rest } = page(Object.keys(here.eks.clusters).sort(), input)
    return { clusters: items, ...rest }
  },
})
