import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeInsightsRefresh.html */
export const describeInsightsRefresh = defineAction<{ clusterName: string }>({
  name: 'DescribeInsightsRefresh',
  resources: clusterResources,
  handle(call, { clusterName }) {
    const { cluster, insightsRefresh } = findCluster(call, clusterName)
    const refresh = insightsRefresh ?? { startedAt: cluster.createdAt, endedAt: cluster.createdAt }
    const done = refresh.endedAt !== undefined
    return {
      message: done ? 'Insights refresh is complete' : 'Insights refresh is in progress',
      status: done ? 'COMPLETED' : 'IN_PROGRESS',
      ...refresh,
    }
  },
})
