import { deepEqual } from '../../../apimachinery/deep.ts'
import type * as types from '../../generated/types.ts'
import { isExternallyAccessible, mayHaveNodePorts, needsClusterIp, needsHealthCheck } from './fields.ts'

type Spec = types.ServiceSpec
type Mutable = { -readonly [K in keyof Spec]: Spec[K] }

/** Takes over what the server gave the service before and the client did not repeat. */
export function keepAllocated(spec: Mutable, old: Spec): void {
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP
    if (!spec.clusterIPs?.length && spec.clusterIP === old.clusterIP && old.clusterIPs) spec.clusterIPs = old.clusterIPs
    if (!spec.ipFamilies?.length && old.ipFamilies) spec.ipFamilies = old.ipFamilies
    spec.ipFamilyPolicy ??= old.ipFamilyPolicy
    if (spec.ipFamilyPolicy === undefined) delete spec.ipFamilyPolicy
  }
  const keepsPorts = (of: Spec) =>
    of.type === 'NodePort' || (of.type === 'LoadBalancer' && of.allocateLoadBalancerNodePorts !== false)
  if (keepsPorts(old) && keepsPorts(spec)) keepNodePorts(spec, old)
  if (needsHealthCheck(old) && needsHealthCheck(spec) && !spec.healthCheckNodePort && old.healthCheckNodePort)
    spec.healthCheckNodePort = old.healthCheckNodePort
}

function keepNodePorts(spec: Spec, old: Spec): void {
  const taken = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort).filter(Boolean))
  for (const port of spec.ports ?? []) {
    if (port.nodePort) continue
    const before = old.ports?.find((other) => other.port === port.port && other.protocol === port.protocol)
    if (!before?.nodePort || taken.has(before.nodePort)) continue
    port.nodePort = before.nodePort
    taken.add(before.nodePort)
  }
}

/** Drops what the new type has no use for, unless the client has just written it: that is for the rules to refuse. */
export function dropUnneeded(spec: Mutable, old: Spec): void {
  const same = (field: keyof Spec) => deepEqual(spec[field], old[field])
  const drop = (...fields: (keyof Spec)[]) => {
    if (fields.every(same)) for (const field of fields) delete spec[field]
  }
  if (needsClusterIp(old) && !needsClusterIp(spec)) {
    drop('clusterIP', 'clusterIPs')
    drop('ipFamilies')
    drop('ipFamilyPolicy')
    drop('internalTrafficPolicy')
  }
  if (mayHaveNodePorts(old) && !mayHaveNodePorts(spec)) {
    if (
      deepEqual(
        spec.ports?.map(({ nodePort }) => nodePort),
        old.ports?.map(({ nodePort }) => nodePort),
      )
    )
      for (const port of spec.ports ?? []) delete port.nodePort
  }
  if (isExternallyAccessible(old) && !isExternallyAccessible(spec)) drop('externalTrafficPolicy')
  if (needsHealthCheck(old) && !needsHealthCheck(spec)) drop('healthCheckNodePort')
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    drop('allocateLoadBalancerNodePorts')
    drop('loadBalancerClass')
  }
}
