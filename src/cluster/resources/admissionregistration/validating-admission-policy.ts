import { defineResource } from '../define-resource.ts'
import { ValidatingAdmissionPolicy } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { defaultMatch } from './match-resources.ts'
import { validatePolicy } from './policy-rules.ts'

export const validatingAdmissionPolicy = defineResource<types.ValidatingAdmissionPolicy>({
  type: ValidatingAdmissionPolicy,
  unconditionalUpdate: false,
  defaults({ spec }) {
    if (!spec) return
    spec.failurePolicy ??= 'Fail'
    if (spec.matchConstraints) defaultMatch(spec.matchConstraints)
  },
  validate: validatePolicy,
  // What the type checker found is its own affair.
  validateStatusUpdate: () => undefined,
  statusKeepsMetadata: 'all',
  columns: [
    nameColumn,
    { name: 'Validations', type: 'integer', value: ({ spec }) => spec?.validations?.length ?? 0 },
    {
      name: 'ParamKind',
      value: ({ spec }) =>
        spec?.paramKind ? `${spec.paramKind.apiVersion ?? ''}/${spec.paramKind.kind ?? ''}` : '<unset>',
    },
    ageColumn,
  ],
})
