import { internalError, invalid } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import { keyOf, type KubeObject } from '../../apimachinery/object.ts'
import type { Store } from '../../etcd/store.ts'
import { needsClusterIp, needsHealthCheck, needsNodePorts } from '../../resources/core/service/fields.ts'
import { validateFamilies } from '../../resources/core/service/families.ts'
import type * as types from '../../resources/generated/types.ts'
import type { Allocator } from './allocator.ts'
import { createIpAddresses, type IpAddressesDependencies } from './ip-addresses.ts'
import { createNodePorts, type NodePorts } from './node-port.ts'
import { createServiceIps, type ServiceIps } from './service-ip.ts'
import { createServiceIndex, ipsOf, portsOf } from './service-index.ts'

/** What the allocator of Services works with. */
export interface ServiceAllocatorDependencies extends IpAddressesDependencies {
  random: () => number
}

/** Gives Services their addresses and ports. What is taken is known from the Services in the store alone. */
export function createServiceAllocator(deps: ServiceAllocatorDependencies): Allocator {
  const { store, random } = deps
  const index = createServiceIndex(store)
  const addresses = createIpAddresses(deps)
  const toolsFor = (service: types.Service): Tools => {
    const key = keyOf(service)
    return {
      ips: createServiceIps(
        () => serviceRanges(store),
        (ip) => index.hasIp(ip, key),
        random,
      ),
      ports: createNodePorts((port) => index.hasPort(port, key), random),
    }
  }
  return {
    assign(object, old, dryRun) {
      const service: types.Service = object
      const before: types.Service | undefined = old
      if (!service.spec) return
      refuseWrongFamilies(service)
      const tools = toolsFor(service)
      assignIp(service, tools.ips, dryRun, before?.spec)
      assignPorts(service, tools.ports, dryRun, portsOf(old))
      assignHealthPort(service, before?.spec, tools.ports, dryRun)
    },
    confirm(object, old) {
      const service: types.Service = object
      if (!service.spec) return
      const { ips, ports } = toolsFor(service)
      const errors = new FieldErrors('spec')
      const { clusterIPs = [] } = service.spec
      const kept = ipsOf(old)
      for (const ip of ipsOf(service)) if (!kept.includes(ip)) ips.check(ip, clusterIPs, false, errors.at('clusterIPs'))
      checkPorts(service.spec, ports, false, portsOf(old), errors)
      mustBeFree(service, errors)
    },
    settle(after, before, origin) {
      addresses.settle(after, before, origin)
    },
  }
}

interface Tools {
  ips: ServiceIps
  ports: NodePorts
}

function serviceRanges(store: Store): string[] {
  const ranges: string[] = []
  for (const object of store.range('/registry/networking.k8s.io/servicecidrs')) {
    const { spec } = object as types.ServiceCIDR
    if (!object.metadata.deletionTimestamp) ranges.push(...(spec?.cidrs ?? []))
  }
  return ranges
}

function mustBeFree(service: KubeObject, errors: FieldErrors): void {
  if (errors.list.length > 0) throw invalid({ group: '', kind: 'Service' }, service.metadata.name, errors.list)
}

function refuseWrongFamilies(service: types.Service): void {
  if (!needsClusterIp(service.spec!)) return
  const errors = new FieldErrors('spec')
  validateFamilies(service.spec!, errors)
  mustBeFree(service, errors)
}

function assignIp(service: types.Service, ips: ServiceIps, dryRun: boolean, old: types.ServiceSpec | undefined): void {
  const spec = service.spec!
  if (!needsClusterIp(spec) || spec.clusterIPs?.[0] === 'None') return
  const chosen = spec.clusterIPs?.[0]
  if (chosen !== undefined) {
    if (chosen === old?.clusterIPs?.[0]) return
    const errors = new FieldErrors('spec')
    ips.check(chosen, spec.clusterIPs!, dryRun, errors.at('clusterIPs'))
    return mustBeFree(service, errors)
  }
  const ip = ips.next()
  if (ip === undefined) throw internalError('failed to allocate a serviceIP: range is full')
  spec.clusterIP = ip
  spec.clusterIPs = [ip]
}

function checkPorts(
  spec: types.ServiceSpec,
  ports: NodePorts,
  dryRun: boolean,
  kept: readonly number[],
  errors: FieldErrors,
): void {
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return
  const seen = new Map<number, Set<string>>()
  for (const [index, { nodePort, protocol = 'TCP' }] of (spec.ports ?? []).entries()) {
    if (!nodePort) continue
    const at = errors.at('ports', index, 'nodePort')
    const protocols = seen.get(nodePort) ?? new Set()
    // One port serves each protocol once.
    if (protocols.has(protocol)) at.invalid(nodePort, 'provided port is already allocated')
    else if (!kept.includes(nodePort)) ports.check(nodePort, dryRun, at)
    seen.set(nodePort, protocols.add(protocol))
  }
}

function assignPorts(service: types.Service, ports: NodePorts, dryRun: boolean, kept: readonly number[]): void {
  const spec = service.spec!
  const errors = new FieldErrors('spec')
  checkPorts(spec, ports, dryRun, kept, errors)
  mustBeFree(service, errors)
  if (!needsNodePorts(spec)) return
  const given = new Set((spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : [])))
  for (const port of spec.ports ?? []) {
    if (port.nodePort) continue
    const next = sharedPort(spec, port) ?? ports.next(given)
    if (next === undefined) throw internalError('failed to allocate a nodePort: range is full')
    port.nodePort = next
    given.add(next)
  }
}

/** The same port of another protocol (DNS) has the same number on the nodes. */
function sharedPort(spec: types.ServiceSpec, { port, protocol }: types.ServicePort): number | undefined {
  return spec.ports?.find((other) => other.port === port && other.protocol !== protocol && other.nodePort)?.nodePort
}

function assignHealthPort(
  service: types.Service,
  old: types.ServiceSpec | undefined,
  ports: NodePorts,
  dryRun: boolean,
): void {
  const spec = service.spec!
  if (!needsHealthCheck(spec)) return
  const chosen = spec.healthCheckNodePort
  if (chosen) {
    if (chosen === old?.healthCheckNodePort) return
    const problem = ports.problem(chosen, dryRun)
    if (problem) throw internalError(`failed to allocate requested HealthCheck NodePort ${chosen}: ${problem}`)
    return
  }
  const given = new Set((spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : [])))
  const next = ports.next(given)
  if (next === undefined) throw internalError('failed to allocate a HealthCheck NodePort: range is full')
  spec.healthCheckNodePort = next
}
