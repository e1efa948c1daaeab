import { parseQuantity } from '../apimachinery/quantity.ts'
import type * as types from '../resources/generated/types.ts'

/** The text of `fieldRef`; `undefined` for a field that no pod has. */
export function fieldValue(pod: types.Pod, path: string): string | undefined {
  const { metadata, spec, status } = pod
  const [, map, key] = /^metadata\.(labels|annotations)(?:\['(.+)'\])?$/.exec(path) ?? []
  if (map === 'labels' || map === 'annotations') {
    const values = metadata[map] ?? {}
    if (key !== undefined) return values[key] ?? ''
    return Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join('\n')
  }
  switch (path) {
    case 'metadata.name':
      return metadata.name
    case 'metadata.namespace':
      return metadata.namespace
    case 'metadata.uid':
      return metadata.uid
    case 'spec.nodeName':
      return spec?.nodeName
    case 'spec.serviceAccountName':
      return spec?.serviceAccountName
    case 'status.hostIP':
      return status?.hostIP
    case 'status.hostIPs':
      return status?.hostIPs?.map(({ ip }) => ip).join(',')
    case 'status.podIP':
      return status?.podIP
    case 'status.podIPs':
      return status?.podIPs?.map(({ ip }) => ip).join(',')
    default:
      return undefined
  }
}

/** The number of `resourceFieldRef`: what the container has, or the whole node where it has no limit. */
export function resourceValue(
  pod: types.Pod,
  { containerName, resource, divisor }: types.ResourceFieldSelector,
  nodeAllocatable: Readonly<Record<string, string>>,
  ownName?: string,
): string {
  const name = containerName ?? ownName
  const container = [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find(
    (candidate) => candidate.name === name,
  )
  const [kind, ...rest] = resource.split('.')
  const resourceName = rest.join('.')
  const own = container?.resources?.[kind as 'limits' | 'requests']?.[resourceName]
  const amount = own ?? (kind === 'limits' ? nodeAllocatable[resourceName] : undefined) ?? '0'
  const by = divisor === undefined || String(divisor) === '0' ? '1' : divisor
  const { nanos } = parseQuantity(amount)
  const unit = parseQuantity(by).nanos
  return String((nanos + unit - 1n) / unit)
}
