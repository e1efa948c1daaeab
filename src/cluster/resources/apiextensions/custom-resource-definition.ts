import { defineResource } from '../define-resource.ts'
import { CustomResourceDefinition } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const customResourceDefinition = defineResource({
  type: CustomResourceDefinition,
  generation: 'none',
  columns: defaultColumns,
})
