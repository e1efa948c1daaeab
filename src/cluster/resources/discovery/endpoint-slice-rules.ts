import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkLabelValue, checkQualifiedName, checkSubdomain } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { checkIp, parseLegacyIp } from '../shared/ip.ts'
import { checkName, checkWord, requireWord } from '../shared/rules.ts'
import { validateSpecialIp } from '../shared/special-ip.ts'

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'] as const
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'] as const
const MAX_ENDPOINTS = 1000
const MAX_PORTS = 20_000
const MAX_ADDRESSES = 100
const MAX_HINTS = 8

/** Rules of an EndpointSlice; `errors` stands at it. */
export function validateSlice(slice: types.EndpointSlice, errors: FieldErrors): void {
  const { addressType } = slice
  const [endpoints, ports] = [slice.endpoints ?? [], slice.ports ?? []]
  requireWord(addressType, ADDRESS_TYPES, errors.at('addressType'))
  if (ports.length > MAX_PORTS) errors.at('ports').tooMany(ports.length, MAX_PORTS)
  else validatePorts(ports, errors.at('ports'))
  if (endpoints.length > MAX_ENDPOINTS) errors.at('endpoints').tooMany(endpoints.length, MAX_ENDPOINTS)
  else
    for (const [index, endpoint] of endpoints.entries())
      validateEndpoint(endpoint, addressType, errors.at('endpoints', index))
}

function validateEndpoint(endpoint: types.Endpoint, addressType: string, errors: FieldErrors): void {
  const { addresses, nodeName, hostname, hints } = endpoint
  const list = addresses ?? []
  if (list.length === 0) errors.at('addresses').required('must contain at least 1 address')
  else if (list.length > MAX_ADDRESSES) errors.at('addresses').tooMany(list.length, MAX_ADDRESSES)
  for (const [index, address] of list.entries()) validateAddress(address, addressType, errors.at('addresses'), index)
  checkName(nodeName, checkSubdomain, errors.at('nodeName'))
  checkName(hostname, checkLabel, errors.at('hostname'))
  if (hints) validateHints(hints, errors.at('hints'))
}

function validateAddress(address: string, addressType: string, list: FieldErrors, index: number): void {
  const errors = list.at(index)
  if (addressType === 'FQDN') return validateDomain(address, errors)
  const family = { IPv4: 4, IPv6: 6 }[addressType]
  if (family === undefined) return
  const problems = checkIp(address)
  if (problems.length > 0) return checkName(address, checkIp, errors)
  // Verbatim: the path lacks the index.
  if (parseLegacyIp(address)!.family !== family) list.invalid(address, `must be an ${addressType} address`)
  validateSpecialIp(address, errors)
}

/** A whole domain name of two parts or more. */
function validateDomain(name: string, errors: FieldErrors): void {
  if (name === '') return errors.required()
  const problems = checkSubdomain(name)
  if (problems.length > 0) return checkName(name, checkSubdomain, errors)
  if (name.split('.').length < 2)
    errors.invalid(name, 'should be a domain with at least two segments separated by dots')
}

function validateHints({ forZones = [], forNodes = [] }: types.EndpointHints, errors: FieldErrors): void {
  validateHintNames(forZones, checkLabelValue, errors.at('forZones'))
  validateHintNames(forNodes, checkSubdomain, errors.at('forNodes'))
}

function validateHintNames(
  hints: readonly { name: string }[],
  rule: (name: string) => string[],
  errors: FieldErrors,
): void {
  if (hints.length > MAX_HINTS) return errors.tooMany(hints.length, MAX_HINTS)
  const seen = new Set<string>()
  for (const [index, { name }] of hints.entries()) {
    const at = errors.at(index, 'name')
    if (seen.has(name)) at.duplicate(name)
    else checkName(name, rule, at)
    seen.add(name)
  }
}

function validatePorts(ports: readonly types.DiscoveryEndpointPort[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, { name = '', protocol, appProtocol }] of ports.entries()) {
    const at = errors.at(index)
    if (name !== '') checkName(name, checkLabel, at.at('name'))
    if (seen.has(name)) at.at('name').duplicate(name)
    seen.add(name)
    checkWord(protocol, PROTOCOLS, at.at('protocol'))
    checkName(appProtocol, checkQualifiedName, at.at('appProtocol'))
  }
}
