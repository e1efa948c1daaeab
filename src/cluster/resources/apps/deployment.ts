import { defineResource } from '../define-resource.ts'
import { Deployment } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'

export const deployment = defineResource<types.Deployment>({
  type: Deployment,
  columns: [
    nameColumn,
    { name: 'Ready', value: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}` },
    { name: 'Up-to-date', value: ({ status }) => status?.updatedReplicas ?? 0 },
    { name: 'Available', value: ({ status }) => status?.availableReplicas ?? 0 },
    ageColumn,
    ...containerColumns<types.Deployment>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})
