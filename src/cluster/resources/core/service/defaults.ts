import type * as types from '../../generated/types.ts'
import { isExternallyAccessible, isHeadless, needsClusterIp } from './fields.ts'

const AFFINITY_SECONDS = 10_800

/** Fills what the author of a Service left out. */
export function defaultService({ spec }: types.Service): void {
  const service = spec!
  service.sessionAffinity ||= 'None'
  if (service.sessionAffinity === 'None') delete service.sessionAffinityConfig
  if (service.sessionAffinity === 'ClientIP') {
    const config = (service.sessionAffinityConfig ??= {})
    config.clientIP ??= {}
    config.clientIP.timeoutSeconds ??= AFFINITY_SECONDS
  }
  service.type ||= 'ClusterIP'
  for (const port of service.ports ?? []) {
    port.protocol ||= 'TCP'
    port.targetPort ||= port.port
  }
  if (isExternallyAccessible(service)) service.externalTrafficPolicy ||= 'Cluster'
  if (needsClusterIp(service)) service.internalTrafficPolicy ??= 'Cluster'
  if (service.type === 'LoadBalancer') service.allocateLoadBalancerNodePorts ??= true
}

/**
 * Keeps the first of the addresses and the list of them alike.
 * @param old the service before the change, if it is one.
 */
export function alignClusterIps(spec: types.ServiceSpec, old: types.ServiceSpec | undefined): void {
  if (!old) {
    if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP]
    return
  }
  const sameList = JSON.stringify(spec.clusterIPs ?? []) === JSON.stringify(old.clusterIPs ?? [])
  if ((spec.clusterIP ?? '') === (old.clusterIP ?? '')) return
  // A client that knows only the single field changed or cleared it.
  if (!spec.clusterIP) {
    if (sameList) delete spec.clusterIPs
  } else if (sameList) spec.clusterIPs = [spec.clusterIP, ...(spec.clusterIPs ?? []).slice(1)]
}

/** Decides the families of addresses of a new service, or of one that gets addresses for the first time. */
export function defaultFamilies(spec: types.ServiceSpec): void {
  if (!needsClusterIp(spec)) return
  // Nobody selects these pods: whoever writes their addresses may use both families.
  const isOpen = isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0
  if (isOpen) {
    spec.ipFamilyPolicy ??= spec.ipFamilies?.length === 1 ? 'SingleStack' : 'RequireDualStack'
    const families = (spec.ipFamilies ??= ['IPv4'])
    if (spec.ipFamilyPolicy !== 'SingleStack' && families.length === 1)
      families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4')
    return
  }
  spec.ipFamilyPolicy ??= 'SingleStack'
  if (!spec.ipFamilies?.length) {
    const [first] = spec.clusterIPs ?? []
    spec.ipFamilies = [first?.includes(':') ? 'IPv6' : 'IPv4']
  }
}
