import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { checkIp, parseLegacyIp } from '../../shared/ip.ts'
import { checkWord } from '../../shared/rules.ts'

const FAMILIES = ['IPv4', 'IPv6'] as const
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'] as const

/**
 * Rules of the addresses and their families of a Service that has some; `errors` stands at its spec.
 * The cluster's Services have IPv4 addresses only, as those of EKS clusters of that family.
 */
export function validateFamilies(spec: types.ServiceSpec, errors: FieldErrors): void {
  const before = errors.list.length
  validateForm(spec, errors)
  if (errors.list.length === before) validateSupport(spec, errors)
}

/** A name has no addresses; `errors` stands at the spec. */
export function forbidFamilies(spec: types.ServiceSpec, errors: FieldErrors): void {
  const text = 'may not be set for ExternalName services'
  if (spec.clusterIPs?.length) errors.at('clusterIPs').forbidden(text)
  if (spec.ipFamilies?.length) errors.at('ipFamilies').forbidden(text)
  if (spec.ipFamilyPolicy !== undefined) errors.at('ipFamilyPolicy').forbidden(text)
}

function validateForm(spec: types.ServiceSpec, errors: FieldErrors): void {
  const { clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  for (const [index, family] of ipFamilies.entries()) {
    checkWord(family, FAMILIES, errors.at('ipFamilies', index))
    if (ipFamilies.indexOf(family) < index) errors.at('ipFamilies', index).duplicate(family)
  }
  checkWord(ipFamilyPolicy, POLICIES, errors.at('ipFamilyPolicy'))
  const at = errors.at('clusterIPs')
  if (clusterIPs.length > 0 && !clusterIP) at.invalid(clusterIPs, 'must be empty when `clusterIP` is not specified')
  else if (clusterIP && clusterIPs[0] !== clusterIP) at.invalid(clusterIPs, 'first value must match `clusterIP`')
  if (clusterIPs.length > 2) at.invalid(clusterIPs, 'may only hold up to 2 values')
  if (clusterIPs.length > 1 && clusterIPs.includes('None'))
    at.invalid(clusterIPs, "'None' must be the first and only value")
  const found = clusterIPs.filter((ip) => ip !== 'None')
  for (const [index, ip] of found.entries()) for (const problem of checkIp(ip)) at.at(index).invalid(ip, problem)
  const families = found.map((ip) => parseLegacyIp(ip)?.family)
  if (found.length === 2 && families[0] !== undefined && families[0] === families[1])
    at.invalid(clusterIPs, 'may specify no more than one IP for each IP family')
  for (const [index, family] of families.entries()) {
    const wanted = ipFamilies[index]
    if (family && wanted && wanted !== `IPv${family}` && FAMILIES.some((known) => known === wanted))
      at.at(index).invalid(found[index], `expected an ${wanted} value as indicated by \`ipFamilies[${index}]\``)
  }
}

function validateSupport(spec: types.ServiceSpec, errors: FieldErrors): void {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  // Whoever writes the addresses of a headless service without selector may use any family.
  if (clusterIPs[0] === 'None' && Object.keys(spec.selector ?? {}).length === 0) return
  if (ipFamilies.length > 1 && ipFamilyPolicy === 'SingleStack')
    return errors
      .at('ipFamilyPolicy')
      .invalid(
        ipFamilyPolicy,
        "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
      )
  if (ipFamilyPolicy === 'RequireDualStack')
    errors.at('ipFamilyPolicy').invalid(ipFamilyPolicy, 'this cluster is not configured for dual-stack services')
  if (clusterIPs[0]?.includes(':'))
    return errors.at('clusterIPs', 0).invalid(clusterIPs, 'IPv6 is not configured on this cluster')
  for (const [index, family] of ipFamilies.entries())
    if (family === 'IPv6') errors.at('ipFamilies', index).invalid(family, 'not configured on this cluster')
}
