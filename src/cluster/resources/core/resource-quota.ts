import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource } from '../define-resource.ts'
import { ResourceQuota } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { roundAmounts } from '../shared/round-amounts.ts'
import { checkQuotaResourceName, validateAmount } from '../shared/resource-names.ts'
import { validateScopes, validateScopeSelector } from './quota-scopes.ts'

export const resourceQuota = defineResource<types.ResourceQuota>({
  type: ResourceQuota,
  generation: 'none',
  metadataRules: { updateChecks: 'thrice' },
  returnsDeleted: true,
  defaults: ({ spec }) => roundAmounts(spec?.hard),
  defaultStatus({ status }) {
    for (const amounts of [status?.hard, status?.used]) roundAmounts(amounts)
  },
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  validateUpdate({ spec }, { spec: before }, errors) {
    validateSpec(spec!, errors.at('spec'))
    const sorted = (scopes: readonly string[] = []) => [...new Set(scopes)].toSorted()
    if (!semanticEqual(sorted(spec!.scopes), sorted(before!.scopes)))
      errors.at('spec', 'scopes').invalid(spec!.scopes, 'field is immutable')
  },
  validateStatusUpdate({ status }, _old, errors) {
    for (const field of ['hard', 'used'] as const) validateAmounts(status?.[field] ?? {}, errors.at('status', field))
  },
  columns: [
    nameColumn,
    { name: 'Request', value: (quota) => usage(quota, (resource) => !resource.startsWith('limits')) },
    { name: 'Limit', value: (quota) => usage(quota, (resource) => resource.startsWith('limits')) },
    ageColumn,
  ],
})

function validateSpec(spec: types.ResourceQuotaSpec, errors: FieldErrors): void {
  validateAmounts(spec.hard ?? {}, errors.at('hard'))
  validateScopes(spec, errors.at('scopes'))
  validateScopeSelector(spec, errors.at('scopeSelector'))
}

function validateAmounts(amounts: Readonly<Record<string, types.Quantity>>, errors: FieldErrors): void {
  for (const name in amounts) {
    checkQuotaResourceName(name, errors.key(name))
    validateAmount(name, amounts[name]!, errors.key(name))
  }
}

function usage({ status }: types.ResourceQuota, wanted: (resource: string) => boolean): string {
  return Object.keys(status?.hard ?? {})
    .filter(wanted)
    .toSorted()
    .map((resource) => `${resource}: ${status?.used?.[resource] ?? 0}/${status?.hard?.[resource]}`)
    .join(', ')
}
