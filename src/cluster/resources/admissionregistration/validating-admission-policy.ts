import { defineResource } from '../define-resource.ts'
import { ValidatingAdmissionPolicy } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const validatingAdmissionPolicy = defineResource<types.ValidatingAdmissionPolicy>({
  type: ValidatingAdmissionPolicy,
  unconditionalUpdate: false,
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
