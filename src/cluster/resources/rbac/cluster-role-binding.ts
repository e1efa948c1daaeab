import { defineResource } from '../define-resource.ts'
import { ClusterRoleBinding } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { bindingColumns } from './binding-columns.ts'
import { defaultBinding, validateBinding, validateSameRole } from './rules.ts'

const ROLES = ['ClusterRole'] as const

export const clusterRoleBinding = defineResource<types.ClusterRoleBinding>({
  type: ClusterRoleBinding,
  generation: 'none',
  nameRule: 'path-segment',
  createOnUpdate: true,
  columns: bindingColumns,
  defaults: defaultBinding,
  validate: (binding, errors) => validateBinding(binding, ROLES, false, errors),
  validateUpdate(binding, old, errors) {
    validateBinding(binding, ROLES, false, errors)
    validateSameRole(binding, old, errors)
  },
})
