import { defineResource } from '../define-resource.ts'
import { ReplicationController } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, containerColumns, formatLabels, nameColumn } from '../shared/columns.ts'

export const replicationController = defineResource<types.ReplicationController>({
  type: ReplicationController,
  columns: [
    nameColumn,
    { name: 'Desired', type: 'integer', value: ({ spec }) => spec?.replicas ?? 0 },
    { name: 'Current', type: 'integer', value: ({ status }) => status?.replicas ?? 0 },
    { name: 'Ready', type: 'integer', value: ({ status }) => status?.readyReplicas ?? 0 },
    ageColumn,
    ...containerColumns<types.ReplicationController>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabels(spec?.selector) },
  ],
})
