import { defineResource } from '../define-resource.ts'
import { Lease } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkNonNegative, checkPositive } from '../shared/rules.ts'

export const lease = defineResource<types.Lease>({
  type: Lease,
  unconditionalUpdate: false,
  createOnUpdate: true,
  generation: 'none',
  prepareForCreate: dropCoordinated,
  prepareForUpdate: dropCoordinated,
  validate({ spec }, errors) {
    const at = errors.at('spec')
    checkPositive(spec?.leaseDurationSeconds, at.at('leaseDurationSeconds'))
    checkNonNegative(spec?.leaseTransitions, at.at('leaseTransitions'))
  },
  metadataRules: { openFinalizers: true, updateChecks: 'thrice' },
  columns: [nameColumn, { name: 'Holder', value: ({ spec }) => spec?.holderIdentity ?? '' }, ageColumn],
})

/** Leader election that the server coordinates is off in v1.35. */
function dropCoordinated({ spec }: types.Lease): void {
  delete spec?.strategy
  delete spec?.preferredHolder
}
