import { defineResource } from '../define-resource.ts'
import { VolumeAttachment } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const volumeAttachment = defineResource<types.VolumeAttachment>({
  type: VolumeAttachment,
  returnsDeleted: true,
  unconditionalUpdate: false,
  generation: 'none',
  columns: [
    nameColumn,
    { name: 'Attacher', format: 'name', value: ({ spec }) => spec.attacher },
    { name: 'PV', value: ({ spec }) => spec.source?.persistentVolumeName ?? '' },
    { name: 'Node', value: ({ spec }) => spec.nodeName },
    { name: 'Attached', type: 'boolean', value: ({ status }) => status?.attached ?? false },
    ageColumn,
  ],
})
