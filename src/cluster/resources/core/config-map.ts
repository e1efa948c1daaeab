import { defineResource } from '../define-resource.ts'
import { ConfigMap } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const configMap = defineResource<types.ConfigMap>({
  type: ConfigMap,
  generation: 'none',
  columns: [
    nameColumn,
    {
      name: 'Data',
      value: ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    },
    ageColumn,
  ],
})
