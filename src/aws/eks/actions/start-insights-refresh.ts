import { activeCluster, clusterResources } from '../clusters.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { insightsRefreshed } from '../jobs/insights-refreshed.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_StartInsightsRefresh.html */
export const startInsightsRefresh = defineAction<{ clusterName: string }>({
  name: 'StartInsightsRefresh',
  resources: clusterResources,
  handle(call, { clusterName }) {
    const record = activeCluster(call, clusterName)
    record.insightsRefresh = { startedAt: call.account.clock.now() }
    call.account.schedule(call.region, insightsRefreshed, { clusterName }, DURATIONS.insightsRefreshMs)
    return { message: 'Insights refresh is in progress', status: 'IN_PROGRESS' }
  },
})
