import {
  addQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
  type Quantity,
} from '../apimachinery/quantity.ts'
import { matchesNodeSelector } from './node-selector.ts'
import type * as types from '../resources/generated/types.ts'

/** Why a node refuses a pod that was bound to it. */
export interface Rejection {
  reason: string
  message: string
}

/** Sysctls that a pod may set without the node's leave. */
const SAFE_SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
])

/** Looks at a pod as the kubelet does before it takes it, past what the scheduler saw. `undefined` when it may stay. */
export function admitPod(pod: types.Pod, node: types.Node, others: readonly types.Pod[]): Rejection | undefined {
  const { spec } = pod
  for (const { name } of spec?.securityContext?.sysctls ?? [])
    if (!SAFE_SYSCTLS.has(name))
      return { reason: 'SysctlForbidden', message: `forbidden sysctl: "${name}" not allowlisted` }
  const shortage = findShortage(pod, node, others)
  if (shortage) return shortage
  if (!matchesNodeSelector(pod, node))
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector")
  if (others.some((other) => sharesHostPort(pod, other)))
    return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports")
  const taint = node.spec?.taints?.find((candidate) => candidate.effect === 'NoExecute' && !tolerates(pod, candidate))
  return taint && predicate('TaintToleration', `node(s) had untolerated taint(s)`)
}

const predicate = (name: string, message: string): Rejection => ({
  reason: name,
  message: `Predicate ${name} failed: ${message}`,
})

function findShortage(pod: types.Pod, node: types.Node, others: readonly types.Pod[]): Rejection | undefined {
  const allocatable = node.status?.allocatable ?? {}
  const limit = quantityValue(parseQuantity(allocatable['pods'] ?? '110'))
  if (others.length + 1 > limit)
    return {
      reason: 'OutOfpods',
      message: `Node didn't have enough resource: pods, requested: 1, used: ${others.length}, capacity: ${limit}`,
    }
  for (const [name, requested] of podRequests(pod)) {
    const value = (quantity: Quantity) => (name === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity))
    const capacity = value(parseQuantity(allocatable[name] ?? '0'))
    const used = others.reduce((sum, other) => sum + value(podRequests(other).get(name) ?? ZERO), 0)
    if (value(requested) > 0 && used + value(requested) > capacity)
      return {
        reason: `OutOf${name}`,
        message: `Node didn't have enough resource: ${name}, requested: ${value(requested)}, used: ${used}, capacity: ${capacity}`,
      }
  }
  return undefined
}

const ZERO = parseQuantity('0')

/** What a pod asks for as a whole: its containers together or its largest init container, with its overhead. */
export function podRequests(pod: types.Pod): Map<string, Quantity> {
  const total = new Map<string, Quantity>()
  const add = (requests: Record<string, types.Quantity> = {}) => {
    for (const [name, amount] of Object.entries(requests))
      total.set(name, addQuantity(total.get(name) ?? ZERO, parseQuantity(amount)))
  }
  for (const { resources } of pod.spec?.containers ?? []) add(resources?.requests)
  const sidecars = new Map<string, Quantity>()
  const most = new Map<string, Quantity>()
  for (const { resources, restartPolicy } of pod.spec?.initContainers ?? []) {
    for (const [name, amount] of Object.entries(resources?.requests ?? {})) {
      const quantity = addQuantity(sidecars.get(name) ?? ZERO, parseQuantity(amount))
      if (restartPolicy === 'Always') sidecars.set(name, quantity)
      else if (quantity.nanos > (most.get(name)?.nanos ?? 0n)) most.set(name, quantity)
    }
  }
  for (const [name, quantity] of sidecars) total.set(name, addQuantity(total.get(name) ?? ZERO, quantity))
  for (const [name, quantity] of most) if (quantity.nanos > (total.get(name)?.nanos ?? 0n)) total.set(name, quantity)
  for (const [name, amount] of Object.entries(pod.spec?.resources?.requests ?? {}))
    total.set(name, parseQuantity(amount))
  add(pod.spec?.overhead)
  return total
}

function sharesHostPort(a: types.Pod, b: types.Pod): boolean {
  const ports = (pod: types.Pod) =>
    (pod.spec?.containers ?? []).flatMap(({ ports: list = [] }) =>
      list.flatMap(({ hostPort, protocol = 'TCP', hostIP = '0.0.0.0' }) =>
        hostPort ? [{ key: `${protocol}/${hostPort}`, hostIP }] : [],
      ),
    )
  const taken = ports(b)
  return ports(a).some((mine) =>
    taken.some(
      (other) =>
        other.key === mine.key &&
        (other.hostIP === mine.hostIP || other.hostIP === '0.0.0.0' || mine.hostIP === '0.0.0.0'),
    ),
  )
}

function tolerates(pod: types.Pod, taint: types.Taint): boolean {
  return (pod.spec?.tolerations ?? []).some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (!effect || effect === taint.effect) &&
      (!key || key === taint.key) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  )
}
