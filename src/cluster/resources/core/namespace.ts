import { defineResource } from '../define-resource.ts'
import { Namespace } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const namespace = defineResource<types.Namespace>({
  type: Namespace,
  generation: 'none',
  nameRule: 'label',
  columns: [nameColumn, { name: 'Status', value: ({ status }) => status?.phase ?? '' }, ageColumn],
})
