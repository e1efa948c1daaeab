import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'
import { insightsOf } from '../insights.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeInsight.html */
export const describeInsight = defineAction<{ clusterName: string; id: string }>({
  name: 'DescribeInsight',
  resources: clusterResources,
  handle(call, { clusterName, id }) {
    const insight = insightsOf(call, findCluster(call, clusterName)).find((candidate) => candidate.id === id)
    if (!insight) throw eksErrors.noSuchInsight(id)
    return { insight }
  },
})
