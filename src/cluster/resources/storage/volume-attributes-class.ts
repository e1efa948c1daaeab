import { defineResource } from '../define-resource.ts'
import { VolumeAttributesClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const volumeAttributesClass = defineResource<types.VolumeAttributesClass>({
  type: VolumeAttributesClass,
  returnsDeleted: true,
  generation: 'none',
  columns: [nameColumn, { name: 'DriverName', value: ({ driverName }) => driverName }, ageColumn],
})
