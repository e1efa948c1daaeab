import { defineResource } from '../define-resource.ts'
import { RoleBinding } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { bindingColumns } from './binding-columns.ts'
import { defaultBinding, validateBinding, validateSameRole } from './rules.ts'

const ROLES = ['Role', 'ClusterRole'] as const

export const roleBinding = defineResource<types.RoleBinding>({
  type: RoleBinding,
  generation: 'none',
  nameRule: 'path-segment',
  createOnUpdate: true,
  columns: bindingColumns,
  defaults: defaultBinding,
  validate: (binding, errors) => validateBinding(binding, ROLES, true, errors),
  validateUpdate(binding, old, errors) {
    validateBinding(binding, ROLES, true, errors)
    validateSameRole(binding, old, errors)
  },
})
