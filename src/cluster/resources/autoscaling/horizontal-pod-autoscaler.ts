import { defineResource } from '../define-resource.ts'
import { HorizontalPodAutoscaler } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { autoscalerColumns } from './autoscaler-columns.ts'
import { autoscalerVersion1 } from './version-1-conversion.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const horizontalPodAutoscaler = defineResource<types.HorizontalPodAutoscaler>({
  type: HorizontalPodAutoscaler,
  alsoServedAs: [autoscalerVersion1],
  generation: 'none',
  columns: [nameColumn, ...autoscalerColumns, ageColumn],
})
