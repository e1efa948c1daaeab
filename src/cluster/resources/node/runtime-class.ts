import { defineResource } from '../define-resource.ts'
import { RuntimeClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const runtimeClass = defineResource<types.RuntimeClass>({
  type: RuntimeClass,
  unconditionalUpdate: false,
  createOnUpdate: true,
  generation: 'none',
  columns: [nameColumn, { name: 'Handler', value: ({ handler }) => handler }, ageColumn],
})
