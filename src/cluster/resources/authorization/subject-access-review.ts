import { defineResource } from '../define-resource.ts'
import { SubjectAccessReview } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const subjectAccessReview = defineResource({
  type: SubjectAccessReview,
  generation: 'none',
  columns: defaultColumns,
})
