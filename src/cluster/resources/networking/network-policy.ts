import { defineResource } from '../define-resource.ts'
import { NetworkPolicy } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, formatLabelSelector, nameColumn } from '../shared/columns.ts'

export const networkPolicy = defineResource<types.NetworkPolicy>({
  type: NetworkPolicy,
  columns: [
    nameColumn,
    { name: 'Pod-Selector', value: ({ spec }) => formatLabelSelector(spec?.podSelector) },
    ageColumn,
  ],
})
