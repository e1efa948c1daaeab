import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkQualifiedName, checkSubdomain } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { Endpoints } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { abbreviate, ageColumn, hostAndPort, nameColumn, orNone } from '../shared/columns.ts'
import { checkIp, ipWarnings } from '../shared/ip.ts'
import { checkName, checkPort, requireWord } from '../shared/rules.ts'
import { validateSpecialIp } from '../shared/special-ip.ts'
import { PROTOCOLS } from './pod-spec/ports.ts'

export const endpoints = defineResource<types.Endpoints>({
  type: Endpoints,
  generation: 'none',
  metadataRules: { updateChecks: 'thrice' },
  createOnUpdate: true,
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  defaults({ subsets }) {
    for (const { ports } of subsets ?? []) for (const port of ports ?? []) port.protocol ||= 'TCP'
  },
  validate({ subsets }, errors) {
    for (const [index, subset] of (subsets ?? []).entries()) validateSubset(subset, errors.at('subsets', index))
  },
  warnings: ({ subsets }) =>
    (subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [] }, index) => [
      ...addresses.flatMap(({ ip }, at) => ipWarnings(`subsets[${index}].addresses[${at}].ip`, ip)),
      ...notReadyAddresses.flatMap(({ ip }, at) => ipWarnings(`subsets[${index}].notReadyAddresses[${at}].ip`, ip)),
    ]),
  columns: [
    nameColumn,
    { name: 'Endpoints', value: (object) => orNone(abbreviate(addressesOf(object), 3)) },
    ageColumn,
  ],
})

function validateSubset(
  { addresses = [], notReadyAddresses = [], ports = [] }: types.EndpointSubset,
  errors: FieldErrors,
): void {
  if (addresses.length === 0 && notReadyAddresses.length === 0)
    errors.required('must specify `addresses` or `notReadyAddresses`')
  for (const [index, address] of addresses.entries()) validateAddress(address, errors.at('addresses', index))
  for (const [index, address] of notReadyAddresses.entries())
    validateAddress(address, errors.at('notReadyAddresses', index))
  for (const [index, { name = '', port, protocol, appProtocol }] of ports.entries()) {
    const at = errors.at('ports', index)
    if (name !== '') checkName(name, checkLabel, at.at('name'))
    else if (ports.length > 1) at.at('name').required()
    checkPort(port, at.at('port'))
    requireWord(protocol, PROTOCOLS, at.at('protocol'))
    checkName(appProtocol, checkQualifiedName, at.at('appProtocol'))
  }
}

function validateAddress({ ip, hostname, nodeName }: types.EndpointAddress, errors: FieldErrors): void {
  checkName(ip, checkIp, errors.at('ip'))
  if (hostname) checkName(hostname, checkLabel, errors.at('hostname'))
  checkName(nodeName, checkSubdomain, errors.at('nodeName'))
  validateSpecialIp(ip, errors.at('ip'))
}

function addressesOf({ subsets }: types.Endpoints): string[] {
  return (subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => hostAndPort(ip, port))),
  )
}
