import { defineResource } from '../define-resource.ts'
import { CSINode } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const csiNode = defineResource<types.CSINode>({
  type: CSINode,
  returnsDeleted: true,
  unconditionalUpdate: false,
  generation: 'none',
  columns: [
    nameColumn,
    { name: 'Drivers', type: 'integer', value: ({ spec }) => spec.drivers?.length ?? 0 },
    ageColumn,
  ],
})
