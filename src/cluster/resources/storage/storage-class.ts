import { defineResource } from '../define-resource.ts'
import { StorageClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const storageClass = defineResource<types.StorageClass>({
  type: StorageClass,
  returnsDeleted: true,
  generation: 'none',
  columns: [
    {
      ...nameColumn,
      value: ({ metadata }) => `${metadata.name}${isDefault(metadata.annotations) ? ' (default)' : ''}`,
    },
    { name: 'Provisioner', value: ({ provisioner }) => provisioner },
    { name: 'ReclaimPolicy', value: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete' },
    { name: 'VolumeBindingMode', value: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate' },
    { name: 'AllowVolumeExpansion', value: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false },
    ageColumn,
  ],
})

function isDefault(annotations: Readonly<Record<string, string>> = {}): boolean {
  return (
    annotations['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true'
  )
}
