import { defineResource } from '../define-resource.ts'
import { PersistentVolumeClaim } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { formatAccessModes, storageClassOf } from '../shared/storage.ts'

export const persistentVolumeClaim = defineResource<types.PersistentVolumeClaim>({
  type: PersistentVolumeClaim,
  returnsDeleted: true,
  generation: 'none',
  columns: [
    nameColumn,
    {
      name: 'Status',
      value: ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '')),
    },
    { name: 'Volume', value: ({ spec }) => spec?.volumeName ?? '' },
    {
      name: 'Capacity',
      value: ({ spec, status }) => (spec?.volumeName ? String(status?.capacity?.['storage'] ?? '0') : ''),
    },
    {
      name: 'Access Modes',
      value: ({ spec, status }) => (spec?.volumeName ? formatAccessModes(status?.accessModes) : ''),
    },
    { name: 'StorageClass', value: storageClassOf },
    { name: 'VolumeAttributesClass', value: ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>' },
    ageColumn,
    { name: 'VolumeMode', priority: 1, value: ({ spec }) => spec?.volumeMode ?? '<unset>' },
  ],
})
