import { defineResource } from '../define-resource.ts'
import { Endpoints } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { abbreviate, ageColumn, hostAndPort, nameColumn, orNone } from '../shared/columns.ts'

export const endpoints = defineResource<types.Endpoints>({
  type: Endpoints,
  generation: 'none',
  columns: [
    nameColumn,
    { name: 'Endpoints', value: (object) => orNone(abbreviate(addressesOf(object), 3)) },
    ageColumn,
  ],
})

function addressesOf({ subsets }: types.Endpoints): string[] {
  return (subsets ?? []).flatMap(({ addresses = [], ports = [] }) =>
    ports.length === 0
      ? addresses.map(({ ip }) => ip)
      : ports.flatMap(({ port }) => addresses.map(({ ip }) => hostAndPort(ip, port))),
  )
}
