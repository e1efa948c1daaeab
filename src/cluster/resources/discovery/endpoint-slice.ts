import { semanticEqual } from '../../apimachinery/deep.ts'
import { defineResource } from '../define-resource.ts'
import { EndpointSlice } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { abbreviate, ageColumn, nameColumn } from '../shared/columns.ts'
import { ipWarnings } from '../shared/ip.ts'
import { validateSlice } from './endpoint-slice-rules.ts'

export const endpointSlice = defineResource<types.EndpointSlice>({
  type: EndpointSlice,
  // Each change counts, labels included: there is no spec.
  generation: (slice, old) => !semanticEqual(contentOf(slice), contentOf(old)),
  defaults({ ports }) {
    for (const port of ports ?? []) {
      port.name ??= ''
      port.protocol ??= 'TCP'
    }
  },
  prepareForCreate: dropTopology,
  prepareForUpdate: dropTopology,
  validate: validateSlice,
  validateUpdate(slice, old, errors) {
    validateSlice({ ...slice, addressType: old.addressType }, errors)
    if (slice.addressType !== old.addressType)
      errors.at('addressType').invalid(slice.addressType ?? '', 'field is immutable')
  },
  warnings: ({ addressType, endpoints }, old) => [
    ...(addressType === 'FQDN' && !old ? ['spec.addressType: FQDN endpoints are deprecated'] : []),
    ...(addressType === 'FQDN' ? [] : (endpoints ?? [])).flatMap(({ addresses }, index) =>
      (addresses ?? []).flatMap((address, number) => ipWarnings(`endpoints[${index}].addresses[${number}]`, address)),
    ),
  ],
  columns: [
    nameColumn,
    { name: 'AddressType', value: ({ addressType }) => addressType },
    {
      name: 'Ports',
      value: ({ ports }) => orUnset((ports ?? []).map(({ port }) => (port === undefined ? '*' : `${port}`))),
    },
    { name: 'Endpoints', value: ({ endpoints }) => orUnset((endpoints ?? []).flatMap(({ addresses }) => addresses)) },
    ageColumn,
  ],
})

const contentOf = ({ metadata, addressType, endpoints, ports }: types.EndpointSlice) => ({
  labels: metadata.labels,

  addressType,
  endpoints,
  ports,
})

/** What earlier versions knew of an endpoint's place has fields of its own now. */
function dropTopology({ endpoints }: types.EndpointSlice): void {
  for (const endpoint of endpoints ?? []) delete endpoint.deprecatedTopology
}

const orUnset = (items: readonly string[]) => (items.length === 0 ? '<unset>' : abbreviate(items, 3))
