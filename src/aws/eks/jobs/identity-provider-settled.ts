import { defineJob } from '../../define.ts'
import { identityProvidersOf } from '../identity-provider-configs.ts'
import { succeed } from '../updates.ts'

/** The API server knows of a provider, or does so no more. */
export const identityProviderSettled = defineJob<{ clusterName: string; name: string; updateId: string }>({
  name: 'eks.identity-provider-settled',
  run({ here }, { clusterName, name, updateId }) {
    const record = here.eks.clusters[clusterName]
    const update = record?.updates.find((candidate) => candidate.id === updateId)
    if (!record || update?.status !== 'InProgress') return
    const known = identityProvidersOf(record)
    const config = known[name]
    if (config?.status === 'CREATING') config.status = 'ACTIVE'
    else if (config?.status === 'DELETING') delete known[name]
    record.cluster.status = 'ACTIVE'
    succeed(update)
  },
})
