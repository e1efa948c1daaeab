import { defineResource } from '../define-resource.ts'
import { SelfSubjectReview } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const selfSubjectReview = defineResource({
  type: SelfSubjectReview,
  generation: 'none',
  columns: defaultColumns,
})
