import { defineResource } from '../define-resource.ts'
import { DaemonSet } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, containerColumns, formatLabels, formatLabelSelector, nameColumn } from '../shared/columns.ts'

export const daemonSet = defineResource<types.DaemonSet>({
  type: DaemonSet,
  columns: [
    nameColumn,
    { name: 'Desired', type: 'integer', value: ({ status }) => status?.desiredNumberScheduled ?? 0 },
    { name: 'Current', type: 'integer', value: ({ status }) => status?.currentNumberScheduled ?? 0 },
    { name: 'Ready', type: 'integer', value: ({ status }) => status?.numberReady ?? 0 },
    { name: 'Up-to-date', type: 'integer', value: ({ status }) => status?.updatedNumberScheduled ?? 0 },
    { name: 'Available', type: 'integer', value: ({ status }) => status?.numberAvailable ?? 0 },
    { name: 'Node Selector', value: ({ spec }) => formatLabels(spec?.template?.spec?.nodeSelector) },
    ageColumn,
    ...containerColumns<types.DaemonSet>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})
