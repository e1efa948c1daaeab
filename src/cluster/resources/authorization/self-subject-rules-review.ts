import { defineResource } from '../define-resource.ts'
import { SelfSubjectRulesReview } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const selfSubjectRulesReview = defineResource({
  type: SelfSubjectRulesReview,
  generation: 'none',
  columns: defaultColumns,
})
