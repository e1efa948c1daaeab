import { defineResource } from '../define-resource.ts'
import { ResourceClaim } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const resourceClaim = defineResource<types.ResourceClaim>({
  type: ResourceClaim,
  returnsDeleted: true,
  generation: 'none',
  columns: [nameColumn, { name: 'State', value: stateText }, ageColumn],
})

function stateText({ metadata, status }: types.ResourceClaim): string {
  const states: string[] = []
  if (metadata.deletionTimestamp) states.push('deleted')
  if (!status?.allocation) {
    if (!metadata.deletionTimestamp) states.push('pending')
  } else {
    states.push('allocated')
    states.push(status.reservedFor?.length ? 'reserved' : '')
  }
  return states.filter(Boolean).join(',')
}
