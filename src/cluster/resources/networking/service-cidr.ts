import { defineResource } from '../define-resource.ts'
import { ServiceCIDR } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const serviceCidr = defineResource<types.ServiceCIDR>({
  type: ServiceCIDR,
  generation: 'none',
  columns: [nameColumn, { name: 'CIDRs', value: ({ spec }) => (spec?.cidrs ?? []).join(',') }, ageColumn],
})
