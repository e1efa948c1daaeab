import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { validateAnnotations, validateLabels } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { ResourceClaimTemplate } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { defaultClaim, internalClaim, validateClaim } from './device-claim.ts'

export const resourceClaimTemplate = defineResource<types.ResourceClaimTemplate>({
  type: ResourceClaimTemplate,
  returnsDeleted: true,
  generation: 'none',
  defaults: ({ spec }) => defaultClaim(spec?.spec ?? {}),
  validate: ({ spec }, errors) => validateTemplate(spec, errors.at('spec')),
  validateUpdate({ spec }, old, errors) {
    const at = errors.at('spec')
    if (!semanticEqual(spec, old.spec))
      at.invalid({ ...spec?.metadata, Spec: internalClaim(spec?.spec ?? {}) }, 'field is immutable')
  },
  columns: [nameColumn, ageColumn],
})

function validateTemplate(
  { metadata, spec }: Partial<types.ResourceClaimTemplateSpec> = {},
  errors: FieldErrors,
): void {
  const at = errors.at('metadata')
  validateLabels(metadata?.labels, at.at('labels'))
  validateAnnotations(metadata?.annotations, at.at('annotations'))
  validateClaim(spec ?? {}, errors.at('spec'))
}
