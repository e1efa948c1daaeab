import { defineResource } from '../define-resource.ts'
import { StatefulSet } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, containerColumns, nameColumn } from '../shared/columns.ts'

export const statefulSet = defineResource<types.StatefulSet>({
  type: StatefulSet,
  columns: [
    nameColumn,
    { name: 'Ready', value: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}` },
    ageColumn,
    ...containerColumns<types.StatefulSet>(({ spec }) => spec?.template?.spec),
  ],
})
