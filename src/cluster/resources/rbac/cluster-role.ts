import { defineResource } from '../define-resource.ts'
import { ClusterRole } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { defaultColumns } from '../shared/columns.ts'
import { validateAggregation, validatePolicyRules } from './rules.ts'

export const clusterRole = defineResource<types.ClusterRole>({
  type: ClusterRole,
  generation: 'none',
  nameRule: 'path-segment',
  createOnUpdate: true,
  columns: defaultColumns,
  validate(role, errors) {
    validatePolicyRules(role.rules, false, errors.at('rules'))
    if (role.aggregationRule) validateAggregation(role.aggregationRule, errors.at('aggregationRule'))
  },
})
