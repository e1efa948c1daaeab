import { defineResource } from '../define-resource.ts'
import { CSIStorageCapacity } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const csiStorageCapacity = defineResource({
  type: CSIStorageCapacity,
  unconditionalUpdate: false,
  generation: 'none',
  columns: defaultColumns,
})
