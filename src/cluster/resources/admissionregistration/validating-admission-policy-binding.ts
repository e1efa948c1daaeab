import { goSelector } from '../../apimachinery/go-text.ts'
import { defineResource } from '../define-resource.ts'
import { ValidatingAdmissionPolicyBinding } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { defaultMatch } from './match-resources.ts'
import { validateBinding } from './policy-rules.ts'

export const validatingAdmissionPolicyBinding = defineResource<types.ValidatingAdmissionPolicyBinding>({
  type: ValidatingAdmissionPolicyBinding,
  unconditionalUpdate: false,
  defaults({ spec }) {
    if (spec?.matchResources) defaultMatch(spec.matchResources)
  },
  validate: validateBinding,
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
  if (paramRef.selector) return goSelector(paramRef.selector)
  return `${paramRef.namespace ? `${paramRef.namespace}/` : ''}${paramRef.name ?? ''}`
}
