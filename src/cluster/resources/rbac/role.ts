import { defineResource } from '../define-resource.ts'
import { Role } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { defaultColumns } from '../shared/columns.ts'
import { validatePolicyRules } from './rules.ts'

export const role = defineResource<types.Role>({
  type: Role,
  generation: 'none',
  nameRule: 'path-segment',
  createOnUpdate: true,
  columns: defaultColumns,
  validate(role, errors) {
    validatePolicyRules(role.rules, true, errors.at('rules'))
  },
})
