import { defineResource } from '../define-resource.ts'
import { ClusterRole } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const clusterRole = defineResource({
  type: ClusterRole,
  generation: 'none',
  nameRule: 'path-segment',
  columns: defaultColumns,
})
