import { defineResource } from '../define-resource.ts'
import { Lease } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const lease = defineResource<types.Lease>({
  type: Lease,
  unconditionalUpdate: false,
  createOnUpdate: true,
  generation: 'none',
  columns: [nameColumn, { name: 'Holder', value: ({ spec }) => spec?.holderIdentity ?? '' }, ageColumn],
})
