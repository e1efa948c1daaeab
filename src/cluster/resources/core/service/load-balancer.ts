import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName, checkSubdomain } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkCidr, checkIp, parseIp } from '../../shared/ip.ts'
import { checkName, checkWord } from '../../shared/rules.ts'

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges'
const ONLY = "may only be used when `type` is 'LoadBalancer'"

/** Rules of what only load balancers have; `errors` stands at the Service. */
export function validateLoadBalancer({ metadata, spec }: types.Service, errors: FieldErrors): void {
  const service = spec!
  const at = errors.at('spec')
  const isBalancer = service.type === 'LoadBalancer'
  // Verbatim: the path carries the name of a Go field.
  const ranges = at.at('LoadBalancerSourceRanges')
  const list = service.loadBalancerSourceRanges ?? []
  if (list.length > 0) {
    if (!isBalancer) ranges.forbidden(ONLY)
    for (const [index, range] of list.entries())
      for (const problem of checkCidr(range.trim())) ranges.at(index).invalid(range, problem)
  } else
    validateAnnotation(metadata.annotations?.[RANGES], isBalancer, errors.at('metadata', 'annotations').key(RANGES))
  if (service.allocateLoadBalancerNodePorts !== undefined && !isBalancer)
    at.at('allocateLoadBalancerNodePorts').forbidden(ONLY)
  if (service.loadBalancerClass === undefined) return
  if (!isBalancer) at.at('loadBalancerClass').forbidden(ONLY)
  else checkName(service.loadBalancerClass, checkQualifiedName, at.at('loadBalancerClass'))
}

function validateAnnotation(text: string | undefined, isBalancer: boolean, errors: FieldErrors): void {
  if (text === undefined) return
  if (!isBalancer) errors.forbidden(ONLY)
  if (text.trim() === '') return
  for (const range of text.split(','))
    for (const problem of checkCidr(range.trim())) errors.invalid(range.trim(), problem)
}

/** Rules of what a load balancer reports; `errors` stands at the Service's status. */
export function validateLoadBalancerStatus(
  status: types.LoadBalancerStatus,
  spec: types.ServiceSpec | undefined,
  errors: FieldErrors,
): void {
  const at = errors.at('ingress')
  if (spec && spec.type !== 'LoadBalancer' && status.ingress?.length)
    return at.forbidden("may only be used when `spec.type` is 'LoadBalancer'")
  for (const [index, { ip, hostname, ipMode }] of (status.ingress ?? []).entries()) {
    if (ip) checkName(ip, checkIp, at.at(index, 'ip'))
    if (ipMode !== undefined && !ip) at.at(index, 'ipMode').forbidden('may not be specified when `ip` is not set')
    else checkWord(ipMode, ['Proxy', 'VIP'], at.at(index, 'ipMode'))
    if (!hostname) continue
    checkName(hostname, checkSubdomain, at.at(index, 'hostname'))
    if (parseIp(hostname)) at.at(index, 'hostname').invalid(hostname, 'must be a DNS name, not an IP address')
  }
}
