import { defineJob } from '../../define.ts'

/** EKS has looked at a cluster again. */
export const insightsRefreshed = defineJob<{ clusterName: string }>({
  name: 'eks.insights-refreshed',
  run({ account, here }, { clusterName }) {
    const refresh = here.eks.clusters[clusterName]?.insightsRefresh
    if (refresh) refresh.endedAt ??= account.clock.now()
  },
})
