import { defineResource } from '../define-resource.ts'
import { PodTemplate } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { containerColumns, formatLabels, nameColumn } from '../shared/columns.ts'

export const podTemplate = defineResource<types.PodTemplate>({
  type: PodTemplate,
  columns: [
    nameColumn,
    ...containerColumns<types.PodTemplate>(({ template }) => template?.spec).map((column) => ({
      ...column,
      priority: 0 as const,
    })),
    { name: 'Pod Labels', value: ({ template }) => formatLabels(template?.metadata?.labels) },
  ],
})
