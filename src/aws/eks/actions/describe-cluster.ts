import { clusterResources, findCluster, viewCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeCluster.html */
export const describeCluster = defineAction<{ name: string }>({
  name: 'DescribeCluster',
  resources: clusterResources,
  handle: (call, { name }) => ({ cluster: viewCluster(findCluster(call, name)) }),
})
