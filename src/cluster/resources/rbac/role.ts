import { defineResource } from '../define-resource.ts'
import { Role } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const role = defineResource({
  type: Role,
  generation: 'none',
  nameRule: 'path-segment',
  columns: defaultColumns,
})
