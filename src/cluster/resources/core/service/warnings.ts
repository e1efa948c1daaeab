import type * as types from '../../generated/types.ts'
import { cidrWarnings, ipWarnings } from '../../shared/ip.ts'
import { isHeadless } from './fields.ts'

const HINTS = 'service.kubernetes.io/topology-aware-hints'

/** What to warn the author of a Service of. */
export function serviceWarnings({ metadata, spec }: types.Service): string[] {
  const service = spec!
  const list: string[] = []
  if (metadata.annotations?.[HINTS] !== undefined)
    list.push(`annotation ${HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`)
  if (isHeadless(service)) {
    if (service.loadBalancerIP) list.push('spec.loadBalancerIP is ignored for headless services')
    if (service.externalIPs?.length) list.push('spec.externalIPs is ignored for headless services')
    if (service.sessionAffinity !== 'None') list.push('spec.SessionAffinity is ignored for headless services')
  }
  for (const [index, ip] of (service.clusterIPs ?? []).entries())
    list.push(...ipWarnings(`spec.clusterIPs[${index}]`, ip))
  for (const [index, ip] of (service.externalIPs ?? []).entries())
    list.push(...ipWarnings(`spec.externalIPs[${index}]`, ip))
  if (service.loadBalancerIP) list.push(...ipWarnings('spec.loadBalancerIP', service.loadBalancerIP))
  for (const [index, range] of (service.loadBalancerSourceRanges ?? []).entries())
    list.push(...cidrWarnings(`spec.loadBalancerSourceRanges[${index}]`, range.trim()))
  if (service.type === 'ExternalName' && service.externalIPs?.length)
    list.push('spec.externalIPs is ignored when spec.type is "ExternalName"')
  if (service.type !== 'ExternalName' && service.externalName)
    list.push('spec.externalName is ignored when spec.type is not "ExternalName"')
  if (service.trafficDistribution === 'PreferClose')
    list.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"')
  return list
}
