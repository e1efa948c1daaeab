import { defineResource } from '../define-resource.ts'
import { LocalSubjectAccessReview } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const localSubjectAccessReview = defineResource({
  type: LocalSubjectAccessReview,
  generation: 'none',
  columns: defaultColumns,
})
