import { addQuantity, compareQuantity, parseQuantity, quantityOf, type Quantity } from '../apimachinery/quantity.ts'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { Container, PersistentVolumeClaim, Pod, Service } from '../resources/generated/types.ts'

/** Amounts by the names under which quotas limit them: `pods`, `requests.cpu`, `count/deployments.apps`. */
export type Usage = Map<string, Quantity>

const ONE = quantityOf(1)

// Kinds that quotas knew before every kind could be counted.
const PLAIN_COUNTS = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
])

/** What one object uses of its namespace's quotas. */
export function usageOf({ group, plural }: Pick<ResourceType, 'group' | 'plural'>, object: KubeObject): Usage {
  const usage: Usage = new Map()
  if (group === '' && plural === 'pods') return podUsage(object)
  usage.set(`count/${group ? `${plural}.${group}` : plural}`, ONE)
  if (group !== '') return usage
  if (PLAIN_COUNTS.has(plural)) usage.set(plural, ONE)
  if (plural === 'services') addServiceUsage(usage, object)
  if (plural === 'persistentvolumeclaims') addClaimUsage(usage, object)
  return usage
}

/** Whether quotas can limit anything of a kind beyond its count. */
export const isMeasured = ({ group, plural }: Pick<ResourceType, 'group' | 'plural'>) =>
  group === '' && (plural === 'pods' || plural === 'services' || plural === 'persistentvolumeclaims')

/** Pods that are over use nothing but a place in the store. */
function podUsage(pod: Pod): Usage {
  const usage: Usage = new Map([['count/pods', ONE]])
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return usage
  usage.set('pods', ONE)
  for (const [resource, amount] of podTotal(pod, 'requests')) {
    usage.set(`requests.${resource}`, amount)
    if (!resource.includes('/')) usage.set(resource, amount)
  }
  for (const [resource, amount] of podTotal(pod, 'limits')) usage.set(`limits.${resource}`, amount)
  return usage
}

/** The sum of containers and sidecars, or of an init container and the sidecars before it, whichever is more; then the overhead. */
function podTotal({ spec }: Pod, which: 'requests' | 'limits'): Usage {
  const total: Usage = new Map()
  const sidecars: Usage = new Map()
  const greatest: Usage = new Map()
  for (const container of spec!.containers) add(total, listOf(container, which))
  for (const container of spec!.initContainers ?? []) {
    const own = listOf(container, which)
    if (container.restartPolicy === 'Always') {
      add(total, own)
      add(sidecars, own)
      raise(greatest, sidecars)
    } else {
      add(own, sidecars)
      raise(greatest, own)
    }
  }
  raise(total, greatest)
  for (const [resource, value] of Object.entries(spec!.resources?.[which] ?? {}))
    total.set(resource, parseQuantity(value))
  for (const [resource, value] of Object.entries(spec!.overhead ?? {}))
    if (which === 'requests' || total.has(resource)) add(total, new Map([[resource, parseQuantity(value)]]))
  return total
}

function listOf(container: Container, which: 'requests' | 'limits'): Usage {
  return new Map(
    Object.entries(container.resources?.[which] ?? {}).map(([resource, value]) => [resource, parseQuantity(value)]),
  )
}

/** Adds amounts in place. */
export function add(total: Usage, more: ReadonlyMap<string, Quantity>): void {
  for (const [name, amount] of more) {
    const before = total.get(name)
    total.set(name, before ? addQuantity(before, amount) : amount)
  }
}

function raise(total: Usage, other: Usage): void {
  for (const [name, amount] of other) {
    const before = total.get(name)
    if (!before || compareQuantity(amount, before) > 0) total.set(name, amount)
  }
}

function addServiceUsage(usage: Usage, { spec }: Service): void {
  const ports = quantityOf(spec?.ports?.length ?? 0)
  const nodePorts =
    spec?.type === 'NodePort' || (spec?.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)
  usage.set('services.nodeports', nodePorts ? ports : quantityOf(0))
  usage.set('services.loadbalancers', quantityOf(spec?.type === 'LoadBalancer' ? 1 : 0))
}

function addClaimUsage(usage: Usage, { spec }: PersistentVolumeClaim): void {
  const storage = spec?.resources?.requests?.storage
  if (storage === undefined) return
  const amount = parseQuantity(storage)
  usage.set('requests.storage', amount)
  if (!spec?.storageClassName) return
  usage.set(`${spec.storageClassName}.storageclass.storage.k8s.io/requests.storage`, amount)
  usage.set(`${spec.storageClassName}.storageclass.storage.k8s.io/persistentvolumeclaims`, ONE)
}
