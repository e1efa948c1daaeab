import { defineResource } from '../define-resource.ts'
import { PersistentVolume } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { formatAccessModes, storageClassOf } from '../shared/storage.ts'

export const persistentVolume = defineResource<types.PersistentVolume>({
  type: PersistentVolume,
  returnsDeleted: true,
  generation: 'none',
  columns: [
    nameColumn,
    { name: 'Capacity', value: ({ spec }) => String(spec?.capacity?.['storage'] ?? '0') },
    { name: 'Access Modes', value: ({ spec }) => formatAccessModes(spec?.accessModes) },
    { name: 'Reclaim Policy', value: ({ spec }) => spec?.persistentVolumeReclaimPolicy ?? '' },
    {
      name: 'Status',
      value: ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '')),
    },
    {
      name: 'Claim',
      value: ({ spec }) => (spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : ''),
    },
    { name: 'StorageClass', value: storageClassOf },
    { name: 'VolumeAttributesClass', value: ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>' },
    { name: 'Reason', value: ({ status }) => status?.reason ?? '' },
    ageColumn,
    { name: 'VolumeMode', priority: 1, value: ({ spec }) => spec?.volumeMode ?? '<unset>' },
  ],
})
