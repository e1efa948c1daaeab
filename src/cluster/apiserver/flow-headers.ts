import type { UserInfo } from '../client/client.ts'
import type { Core } from './core.ts'

/**
 * The headers that name the flow schema and the priority level of a request.
 * Differs: requests are told apart but never queued.
 */
export function flowHeaders({ store }: Core, user: UserInfo): Record<string, string> {
  const { schema, level } = classify(user)
  const flow = store.get('/registry/flowcontrol.apiserver.k8s.io/flowschemas', schema)
  const priority = store.get('/registry/flowcontrol.apiserver.k8s.io/prioritylevelconfigurations', level)
  return {
    ...(flow && { 'x-kubernetes-pf-flowschema-uid': flow.metadata.uid }),
    ...(priority && { 'x-kubernetes-pf-prioritylevel-uid': priority.metadata.uid }),
  }
}

function classify({ groups }: UserInfo): { schema: string; level: string } {
  if (groups.includes('system:masters')) return { schema: 'exempt', level: 'exempt' }
  if (groups.includes('system:nodes')) return { schema: 'system-nodes', level: 'system' }
  if (groups.includes('system:serviceaccounts:kube-system'))
    return { schema: 'kube-system-service-accounts', level: 'workload-high' }
  if (groups.includes('system:serviceaccounts')) return { schema: 'service-accounts', level: 'workload-low' }
  return { schema: 'global-default', level: 'global-default' }
}
