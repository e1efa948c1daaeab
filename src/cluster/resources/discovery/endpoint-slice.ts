import { defineResource } from '../define-resource.ts'
import { EndpointSlice } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { abbreviate, ageColumn, nameColumn } from '../shared/columns.ts'

export const endpointSlice = defineResource<types.EndpointSlice>({
  type: EndpointSlice,
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

const orUnset = (items: readonly string[]) => (items.length === 0 ? '<unset>' : abbreviate(items, 3))
