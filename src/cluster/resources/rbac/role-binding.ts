import { defineResource } from '../define-resource.ts'
import { RoleBinding } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { bindingColumns } from './binding-columns.ts'

export const roleBinding = defineResource<types.RoleBinding>({
  type: RoleBinding,
  generation: 'none',
  nameRule: 'path-segment',
  columns: bindingColumns,
})
