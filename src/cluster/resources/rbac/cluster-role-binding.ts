import { defineResource } from '../define-resource.ts'
import { ClusterRoleBinding } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { bindingColumns } from './binding-columns.ts'

export const clusterRoleBinding = defineResource<types.ClusterRoleBinding>({
  type: ClusterRoleBinding,
  generation: 'none',
  nameRule: 'path-segment',
  columns: bindingColumns,
})
