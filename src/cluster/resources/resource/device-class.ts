import { defineResource } from '../define-resource.ts'
import { DeviceClass } from '../generated/kinds.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const deviceClass = defineResource({
  type: DeviceClass,
  returnsDeleted: true,
  generation: 'none',
  columns: [nameColumn, ageColumn],
})
