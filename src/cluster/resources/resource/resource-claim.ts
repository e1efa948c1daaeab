import { semanticEqual } from '../../apimachinery/deep.ts'
import { defineResource } from '../define-resource.ts'
import { ResourceClaim } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { defaultClaim, internalClaim, validateClaim } from './device-claim.ts'

export const resourceClaim = defineResource<types.ResourceClaim>({
  type: ResourceClaim,
  returnsDeleted: true,
  generation: 'none',
  defaults: ({ spec }) => defaultClaim(spec ?? {}),
  validate: ({ spec }, errors) => validateClaim(spec ?? {}, errors.at('spec')),
  validateUpdate({ spec }, old, errors) {
    if (!semanticEqual(spec, old.spec)) errors.at('spec').invalid(internalClaim(spec ?? {}), 'field is immutable')
  },
  validateStatusUpdate({ status }, _old, errors) {
    if (status?.reservedFor?.length && !status.allocation)
      errors.at('status', 'reservedFor').forbidden('may not be specified when `allocated` is not set')
  },
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
