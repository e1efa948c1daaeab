import { defineResource } from '../define-resource.ts'
import { ValidatingAdmissionPolicyBinding } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const validatingAdmissionPolicyBinding = defineResource<types.ValidatingAdmissionPolicyBinding>({
  type: ValidatingAdmissionPolicyBinding,
  unconditionalUpdate: false,
  columns: [
    nameColumn,
    { name: 'PolicyName', value: ({ spec }) => spec?.policyName ?? '' },
    { name: 'ParamRef', value: paramRefText },
    ageColumn,
  ],
})

function paramRefText({ spec }: types.ValidatingAdmissionPolicyBinding): string {
  const { paramRef } = spec ?? {}
  if (!paramRef) return '<unset>'
  return `${paramRef.namespace ? `${paramRef.namespace}/` : ''}${paramRef.name ?? ''}`
}
