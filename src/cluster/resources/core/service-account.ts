import { defineResource } from '../define-resource.ts'
import { ServiceAccount } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const serviceAccount = defineResource<types.ServiceAccount>({
  type: ServiceAccount,
  generation: 'none',
  columns: [nameColumn, ageColumn],
})
