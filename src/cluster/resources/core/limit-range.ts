import { defineResource } from '../define-resource.ts'
import { LimitRange } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { defaultColumns } from '../shared/columns.ts'

export const limitRange = defineResource<types.LimitRange>({
  type: LimitRange,
  generation: 'none',
  columns: defaultColumns,
})
