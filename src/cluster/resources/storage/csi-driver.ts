import { defineResource } from '../define-resource.ts'
import { CSIDriver } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn, orNone } from '../shared/columns.ts'

export const csiDriver = defineResource<types.CSIDriver>({
  type: CSIDriver,
  returnsDeleted: true,
  unconditionalUpdate: false,
  generation: 'none',
  columns: [
    nameColumn,
    { name: 'AttachRequired', type: 'boolean', value: ({ spec }) => spec.attachRequired ?? true },
    { name: 'PodInfoOnMount', type: 'boolean', value: ({ spec }) => spec.podInfoOnMount ?? false },
    { name: 'StorageCapacity', type: 'boolean', value: ({ spec }) => spec.storageCapacity ?? false },
    {
      name: 'TokenRequests',
      value: ({ spec }) =>
        spec.tokenRequests?.length ? spec.tokenRequests.map(({ audience }) => audience).join(',') : '<unset>',
    },
    { name: 'RequiresRepublish', type: 'boolean', value: ({ spec }) => spec.requiresRepublish ?? false },
    { name: 'Modes', value: ({ spec }) => orNone(spec.volumeLifecycleModes?.join(',')) },
    ageColumn,
  ],
})
