import { defineResource } from '../define-resource.ts'
import { SelfSubjectAccessReview } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const selfSubjectAccessReview = defineResource({
  type: SelfSubjectAccessReview,
  generation: 'none',
  columns: defaultColumns,
})
