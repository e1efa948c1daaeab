import { defineResource } from '../define-resource.ts'
import { ReplicaSet } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'

export const replicaSet = defineResource<types.ReplicaSet>({
  type: ReplicaSet,
  columns: [
    nameColumn,
    { name: 'Desired', type: 'integer', value: ({ spec }) => spec?.replicas ?? 0 },
    { name: 'Current', type: 'integer', value: ({ status }) => status?.replicas ?? 0 },
    { name: 'Ready', type: 'integer', value: ({ status }) => status?.readyReplicas ?? 0 },
    ageColumn,
    ...containerColumns<types.ReplicaSet>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})
