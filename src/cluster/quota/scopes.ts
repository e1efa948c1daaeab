import type { KubeObject } from '../apimachinery/object.ts'
import type { Pod, ResourceQuota, ScopedResourceSelectorRequirement } from '../resources/generated/types.ts'

/** Whether a quota counts an object: only pods are told apart by scopes. */
export function quotaCovers({ spec }: ResourceQuota, plural: string, object: KubeObject): boolean {
  const requirements: ScopedResourceSelectorRequirement[] = [
    ...(spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ]
  if (requirements.length === 0) return true
  if (plural !== 'pods') return false
  return requirements.every((requirement) => isIn(object as Pod, requirement))
}

function isIn(pod: Pod, { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement): boolean {
  const spec = pod.spec!
  if (scopeName === 'PriorityClass') {
    const name = spec.priorityClassName ?? ''
    if (operator === 'In') return values.includes(name)
    if (operator === 'NotIn') return !values.includes(name)
    return (operator === 'Exists') === (name !== '')
  }
  if (scopeName === 'Terminating') return spec.activeDeadlineSeconds !== undefined
  if (scopeName === 'NotTerminating') return spec.activeDeadlineSeconds === undefined
  if (scopeName === 'BestEffort') return isBestEffort(pod)
  if (scopeName === 'NotBestEffort') return !isBestEffort(pod)
  return scopeName === 'CrossNamespacePodAffinity' && crossesNamespaces(pod)
}

function isBestEffort({ spec }: Pod): boolean {
  const containers = [...spec!.containers, ...(spec!.initContainers ?? [])]
  const asks = (list: Record<string, unknown> | undefined) => list !== undefined && ('cpu' in list || 'memory' in list)
  return ![spec!, ...containers].some(({ resources }) => asks(resources?.requests) || asks(resources?.limits))
}

function crossesNamespaces({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec!.affinity ?? {}
  const terms = [podAffinity, podAntiAffinity].flatMap((side) => [
    ...(side?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(side?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ])
  return terms.some(
    ({ namespaces, namespaceSelector }) => (namespaces?.length ?? 0) > 0 || namespaceSelector !== undefined,
  )
}
