import { defineResource } from '../define-resource.ts'
import { PodDisruptionBudget } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const podDisruptionBudget = defineResource<types.PodDisruptionBudget>({
  type: PodDisruptionBudget,
  unconditionalUpdate: false,
  columns: [
    nameColumn,
    { name: 'Min Available', value: ({ spec }) => String(spec?.minAvailable ?? 'N/A') },
    { name: 'Max Unavailable', value: ({ spec }) => String(spec?.maxUnavailable ?? 'N/A') },
    { name: 'Allowed Disruptions', type: 'integer', value: ({ status }) => status?.disruptionsAllowed ?? 0 },
    ageColumn,
  ],
})
