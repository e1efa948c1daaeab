import { clusterResources, findCluster } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { insightsOf } from '../insights.ts'
import { page, type PageInput } from '../paginate.ts'

interface Input extends PageInput {
  clusterName: string
  filter?: { categories?: string[]; kubernetesVersions?: string[]; statuses?: string[] }
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListInsights.html */
export const listInsights = defineAction<Input>({
  name: 'ListInsights',
  resources: clusterResources,
  handle(call, { clusterName, filter = {}, ...input }) {
    const found = insightsOf(call, findCluster(call, clusterName)).filter(
      (insight) =>
        (filter.categories?.includes(insight.category) ?? true) &&
        (filter.kubernetesVersions?.includes(insight.kubernetesVersion ?? '') ?? true) &&
        (filter.statuses?.includes(insight.insightStatus.status) ?? true),
    )
    const { items, ...rest } = page(found, input)
    return { insights: items, ...rest }
  },
})
